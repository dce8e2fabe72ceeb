-- Snapshots are kept as they are sent, gzipped, beside the state vector that they cover. The journal has every row: what was kept
-- uncompressed is made again.
alter table rooms add column snapshot_vector bytea;
update rooms set snapshot = null, snapshot_seq = 0;
alter table rooms alter column snapshot set storage external;
