-- What an issued invoice shows and how its taxes were made, kept as it was issued.
alter table invoices add column taxes jsonb not null default '[]';
alter table invoice_lines add column kind text not null default 'plan';
alter table invoice_lines add column item text not null default '';
alter table invoice_lines add column detail text not null default '';
alter table invoice_lines add column unit bigint not null default 0;

-- The day the work was done could not be taken from the device: the day it was received stands, for a person to look at.
alter table contracts add column active_from_flagged boolean not null default false;
create index contracts_customer on contracts (customer);
create index contracts_running on contracts (id) where billing = 'running';
create index invoices_contract on invoices (contract, due_on);
create index invoices_period on invoices (period, number);
create index payments_contract on payments (contract);
create index payment_applications_invoice on payment_applications (invoice);

-- A handler that failed is tried again later and holds nobody up; intervals are of the real clock.
alter table events add column attempts integer not null default 0;
alter table events add column retry_at timestamptz;
alter table events add column error text;

-- The visit each customer was last told of.
create table told_visits (
	"order" uuid primary key,
	plan uuid not null,
	starts_at timestamptz not null
);
