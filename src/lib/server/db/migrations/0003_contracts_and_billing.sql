-- Money is integer centavos with VAT contained; nothing here is merged, everything is decided by one transaction.
create table commands (
	id uuid primary key,
	name text not null,
	hash bytea not null,
	actor text not null,
	answer jsonb not null,
	at timestamptz not null
);

-- The legal subject that pays. Its id is that of the lead it came from.
create table customers (
	id uuid primary key,
	number bigint not null unique,
	name text not null,
	document jsonb,
	email text not null default '',
	vat_condition text not null,
	tax_id text not null default '',
	address jsonb,
	created_at timestamptz not null
);

create table contracts (
	id uuid primary key,
	number bigint not null unique,
	customer uuid not null references customers (id),
	prospect uuid not null,
	"order" uuid not null unique,
	branch text not null references branches (id),
	service jsonb not null,
	location jsonb not null,
	terms jsonb not null,
	tech jsonb not null,
	commercial text not null default 'signed' check (commercial in ('draft', 'signed', 'active', 'cancelling', 'cancelled')),
	network text not null default 'pending' check (network in ('pending', 'enabled', 'alerted', 'degraded', 'disabled', 'removed')),
	billing text not null default 'not-started' check (billing in ('not-started', 'running', 'paused', 'ended')),
	active_from date,
	created_by text not null,
	created_at timestamptz not null
);

-- An address is its contract's for as long as the row stands; uniqueness is PostgreSQL's, not ours.
create table ip_addresses (
	ip inet primary key,
	pool text not null,
	contract uuid not null references contracts (id),
	reserved_at timestamptz not null
);

create table invoices (
	id uuid primary key,
	number bigint not null,
	point_of_sale integer not null,
	letter text not null check (letter in ('A', 'B', 'C', 'X')),
	contract uuid not null references contracts (id),
	customer uuid not null references customers (id),
	period date not null,
	period_from date not null,
	period_to date not null,
	issued_on date not null,
	due_on date not null,
	net bigint not null,
	tax bigint not null,
	total bigint not null check (total = net + tax),
	issuer jsonb not null,
	recipient jsonb not null,
	first boolean not null,
	created_at timestamptz not null,
	unique (contract, period),
	unique (point_of_sale, letter, number)
);

create table invoice_lines (
	invoice uuid not null references invoices (id),
	position integer not null,
	description text not null,
	quantity integer not null,
	amount bigint not null,
	vat_rate integer not null,
	primary key (invoice, position)
);

create table payments (
	id uuid primary key,
	number bigint not null unique,
	customer uuid not null references customers (id),
	contract uuid not null references contracts (id),
	amount bigint not null check (amount > 0),
	method text not null,
	received_on date not null,
	note text not null default '',
	recorded_by text not null,
	created_at timestamptz not null
);

create table payment_applications (
	payment uuid not null references payments (id),
	invoice uuid not null references invoices (id),
	amount bigint not null check (amount > 0),
	primary key (payment, invoice)
);

-- Append-only double entry: the sum of each transaction is zero.
create table ledger_entries (
	id bigint generated always as identity primary key,
	transaction uuid not null,
	account text not null,
	customer uuid references customers (id),
	amount bigint not null,
	at timestamptz not null
);
create index ledger_customer on ledger_entries (customer, account);

-- Every mail that left or waits to leave; nothing is dropped without SMTP.
create table notices (
	id uuid primary key,
	event text not null,
	key text not null unique,
	channel text not null default 'mail',
	customer uuid,
	user_id uuid,
	recipient text not null,
	subject text not null,
	text text not null,
	html text not null,
	secret boolean not null default false,
	state text not null check (state in ('queued', 'kept', 'sent', 'failed')),
	error text,
	attempts integer not null default 0,
	created_at timestamptz not null,
	sent_at timestamptz
);
create index notices_created on notices (created_at desc);
