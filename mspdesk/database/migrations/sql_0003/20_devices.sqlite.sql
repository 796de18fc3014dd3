-- A device that went has a status since, and it is not in use.
UPDATE device SET status = 'retired' WHERE retired_on IS NOT NULL;
