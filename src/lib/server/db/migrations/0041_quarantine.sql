-- A session that an administrator took away: whoever still holds it hands in its unsent work and empties itself.
alter table sessions add column wipe boolean not null default false;

-- What such a device had not sent, in no room: a supervisor makes it his own edit, or discards it.
create table quarantine (
	session uuid not null references sessions (id),
	intent uuid not null,
	user_id uuid not null references users (id),
	branch text not null,
	room text not null,
	name text not null,
	-- As it came, judged by nobody: text, because jsonb cannot hold all that JSON can.
	ops text not null,
	done_at timestamptz not null,
	received_at timestamptz not null,
	outcome text check (outcome in ('applied', 'discarded')),
	settled_by uuid,
	settled_at timestamptz,
	primary key (session, intent)
);
create index quarantine_waiting on quarantine (branch, received_at) where outcome is null;
