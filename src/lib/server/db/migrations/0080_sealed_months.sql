-- A sealed room is frozen: nothing is journalled in it before it has been opened again under another epoch.
alter table rooms add column sealed_at timestamptz, add column reopened_at timestamptz;
