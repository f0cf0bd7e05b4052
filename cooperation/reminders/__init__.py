"""Reminders: planned from windows into a ledger, bundled into one digest a day, sent at least once.

``plan`` says why, who and when (rows of Reminder); ``digest`` freezes one mail for each recipient and working day
(rows of Delivery); ``post`` hands deliveries to the mail server. Each may run twice, or in two processes at once, and
may be killed anywhere: rows with unique keys and leases are the truth (DOMAIN, Reminders; DESIGN, Decisions).
"""
