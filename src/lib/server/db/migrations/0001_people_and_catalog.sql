-- Who works here, what is sold, and the sessions that prove it.
create table branches (
	id text primary key,
	name text not null,
	locality text not null default ''
);

create table users (
	id uuid primary key,
	email text not null,
	name text not null,
	password_hash text,
	roles text[] not null check (cardinality(roles) > 0),
	branch text not null references branches (id),
	thread text not null,
	active boolean not null default true,
	created_at timestamptz not null
);
create unique index users_email on users (lower(email));

-- Staff and customers alike; `customer` is set for the portal and then `user_id` is empty.
create table sessions (
	id uuid primary key,
	user_id uuid references users (id),
	customer uuid,
	device text,
	created_at timestamptz not null,
	expires_at timestamptz not null,
	revoked_at timestamptz,
	check ((user_id is null) <> (customer is null))
);

-- Single-use links: invitation, password reset, first owner, portal. Only the hash of the secret is kept.
create table links (
	hash bytea primary key,
	purpose text not null check (purpose in ('invite', 'reset', 'owner', 'portal')),
	user_id uuid references users (id),
	customer uuid,
	created_at timestamptz not null,
	expires_at timestamptz not null,
	used_at timestamptz
);

-- One row an item of Configuración; `data` is judged by domain/catalog.ts and published in the room `catalog`.
create table catalog_items (
	id text primary key,
	kind text not null,
	data jsonb not null,
	created_at timestamptz not null,
	updated_at timestamptz not null
);
create index catalog_items_kind on catalog_items (kind, created_at);

create table counters (
	name text primary key,
	value bigint not null
);
