-- What was drawn from prepaid hours stands beside what bills.
UPDATE time_entry SET prepaid_minutes = billed_minutes WHERE kind = 'prepaid';
