-- A mail that could not leave is tried again, later each time.
alter table notices add column next_try_at timestamptz;
create index notices_queued on notices (created_at) where state = 'queued';
