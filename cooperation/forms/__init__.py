"""What people type about agreements, projects, commitments and checks, and what can be done with them."""
