-- When an epoch closes, its client ids keep how far they had got: a device that was away asks for it weeks later. Null: the epoch is open.
alter table client_ids add column epoch integer, add column clock bigint;
create index client_ids_closed on client_ids (room, user_id, device) where epoch is not null;
