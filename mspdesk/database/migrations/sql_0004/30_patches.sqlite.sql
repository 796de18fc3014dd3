-- What was written of patching in words of one's own becomes one of three policies (S059); what says
-- something else goes into the notes of the device, so that nothing is lost.
UPDATE device SET patch_policy = 'auto'
WHERE lower(trim(patch_policy)) LIKE 'auto%';

UPDATE device SET patch_policy = 'manual'
WHERE lower(trim(patch_policy)) LIKE 'manual%' OR lower(trim(patch_policy)) LIKE 'by hand%';

UPDATE device SET patch_policy = 'hold'
WHERE lower(trim(patch_policy)) IN ('hold', 'held', 'none', 'never', 'on hold');

UPDATE device SET
    notes = CASE WHEN notes = '' THEN '' ELSE notes || char(10) END || 'Patch policy: ' || patch_policy,
    patch_policy = ''
WHERE patch_policy NOT IN ('', 'auto', 'manual', 'hold');
