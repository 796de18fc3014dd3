-- The plain record knew one word for every end; the states of an agreement know why.
UPDATE agreement SET state = 'expired', ended_on = end_on WHERE state = 'ended';
