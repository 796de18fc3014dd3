-- Letters of earlier forms that have a line to sign on say so as new ones do.
UPDATE letter SET signs = TRUE WHERE body LIKE '%\_\_\_\_%' ESCAPE '\';
