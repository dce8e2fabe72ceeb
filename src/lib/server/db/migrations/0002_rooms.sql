-- Shared documents: what was said, in which order, and what follows from it.
create table rooms (
	name text primary key,
	epoch integer not null default 1,
	seq bigint not null default 0,
	server_client bigint not null,
	snapshot bytea,
	snapshot_seq bigint not null default 0,
	created_at timestamptz not null
);

create table journal (
	room text not null references rooms (name),
	epoch integer not null,
	seq bigint not null,
	update bytea not null,
	intent uuid,
	name text,
	gesture uuid,
	by text,
	device text,
	done_at timestamptz,
	received_at timestamptz not null,
	primary key (room, epoch, seq)
);
create unique index journal_intent on journal (intent) where intent is not null;

-- A Yjs client id belongs to the user and device that first used it.
create table client_ids (
	room text not null,
	client bigint not null,
	user_id text not null,
	device text not null,
	primary key (room, client)
);

-- Projection of all records, rebuilt from the rooms at any time. `fields` and `facts` are merged values.
create table records (
	id uuid primary key,
	room text not null references rooms (name),
	kind text not null,
	created_at timestamptz not null,
	created_by text not null,
	fields jsonb not null,
	facts jsonb not null default '{}',
	seq bigint not null
);
create index records_kind on records (kind, created_at desc);
create index records_lead on records ((fields ->> 'lead'), kind);
create index records_ticket on records ((fields ->> 'ticket')) where kind = 'order';
create index records_order on records ((fields ->> 'order')) where kind = 'visit';

create table record_entries (
	record uuid not null,
	list text not null,
	id text not null,
	room text not null references rooms (name),
	value jsonb not null,
	seq bigint not null,
	primary key (record, list, id)
);

create table history (
	id bigint generated always as identity primary key,
	record uuid not null,
	field text not null,
	old jsonb,
	new jsonb,
	intent uuid,
	name text,
	gesture uuid,
	by text not null,
	device text,
	done_at timestamptz not null,
	received_at timestamptz not null
);
create index history_record on history (record, id);

-- Decided once inside the window, never rebuilt: an hour of a technician belongs to one order.
create extension if not exists btree_gist;
create table slots (
	"order" uuid not null,
	technician text not null,
	plan uuid not null,
	during tstzrange not null,
	primary key ("order", technician),
	exclude using gist (technician with =, during with &&)
);

-- What the server wants written into rooms; applied, journalled and deleted in one window.
-- `map` is base, entries or facts; `value` null clears a fact.
create table room_writes (
	id bigint generated always as identity primary key,
	room text not null,
	map text not null check (map in ('base', 'entries', 'facts')),
	key text not null,
	value jsonb
);

create table events (
	id bigint generated always as identity primary key,
	type text not null,
	data jsonb not null,
	at timestamptz not null,
	handled_at timestamptz
);
create index events_waiting on events (id) where handled_at is null;

-- What stands in each technician's agenda room, and what ever stood there.
create table agenda (
	technician text not null,
	"order" uuid not null,
	value jsonb not null,
	primary key (technician, "order")
);
create table agenda_log (
	technician text not null,
	"order" uuid not null,
	at timestamptz not null,
	primary key (technician, "order")
);

create table photos (
	sha256 text primary key,
	owner text not null,
	"order" uuid,
	type text not null,
	bytes bigint not null,
	received_at timestamptz not null
);
