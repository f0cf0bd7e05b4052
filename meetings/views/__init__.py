"""Pages of trips, meetings, reports and documents."""
