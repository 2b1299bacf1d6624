-- Several people may share one telephone, and so one account: whose file is being looked at now.
ALTER TABLE sessions ADD COLUMN subject TEXT;
