import type { Issuer, Recipient } from '#lib/domain/billing/parties.ts';
import type { TaxLine } from '#lib/domain/billing/tax.ts';
import type { Tech } from '#lib/domain/contracts/contract.ts';
import type { ContractTerms } from '#lib/domain/contracts/terms.ts';
import type { Document } from '#lib/domain/sales/lead.ts';
import type { Service } from '#lib/domain/sales/prospect.ts';
import type { Location } from '#lib/domain/shared/schema.ts';
import type { ColumnType, Generated } from 'kysely';

/** jsonb: read as a value, written as JSON text, because the driver would write an array as a PostgreSQL array. */
export type Json<T = unknown> = ColumnType<T, string, string>;
export type NullableJson<T = unknown> = ColumnType<T | null, string | null, string | null>;
/** 'yyyy-mm-dd' */
type DayColumn = string;
type Optional<T> = ColumnType<T, T | undefined, T>;

export interface BranchTable {
	id: string;
	name: string;
	locality: Optional<string>;
}
export interface UserTable {
	id: string;
	email: string;
	name: string;
	password_hash: string | null;
	roles: string[];
	branch: string;
	thread: string;
	active: Optional<boolean>;
	created_at: Date;
}
export interface SessionTable {
	id: string;
	user_id: string | null;
	customer: string | null;
	device: string | null;
	created_at: Date;
	expires_at: Date;
	revoked_at: Date | null;
	wipe: Optional<boolean>;
}
export interface QuarantineTable {
	session: string;
	intent: string;
	user_id: string;
	branch: string;
	room: string;
	name: string;
	ops: string;
	done_at: Date;
	received_at: Date;
	outcome: 'applied' | 'discarded' | null;
	settled_by: string | null;
	settled_at: Date | null;
}
export interface LinkTable {
	hash: Buffer;
	purpose: 'invite' | 'reset' | 'owner' | 'portal';
	user_id: string | null;
	customer: string | null;
	created_at: Date;
	expires_at: Date;
	used_at: Date | null;
}
export interface CatalogItemTable {
	id: string;
	kind: string;
	data: Json<Record<string, unknown>>;
	created_at: Date;
	updated_at: Date;
}
export interface CounterTable {
	name: string;
	value: number;
}
export interface RoomTable {
	name: string;
	epoch: Optional<number>;
	seq: Optional<number>;
	server_client: number;
	snapshot: Buffer | null;
	snapshot_seq: Optional<number>;
	owner: Optional<string | null>;
	fence: Optional<number>;
	snapshot_vector: Optional<Buffer | null>;
	sealed_at: Optional<Date | null>;
	reopened_at: Optional<Date | null>;
	created_at: Date;
}
export interface NodeTable {
	id: string;
	address: string;
	expires_at: Date;
}
export interface JournalTable {
	room: string;
	epoch: number;
	seq: number;
	update: Buffer;
	intent: string | null;
	name: string | null;
	gesture: string | null;
	by: string | null;
	device: string | null;
	done_at: Date | null;
	received_at: Date;
}
export interface ClientIdTable {
	room: string;
	client: number;
	user_id: string;
	device: string;
	epoch: Optional<number | null>;
	clock: Optional<number | null>;
}
export interface RecordTable {
	id: string;
	room: string;
	kind: string;
	created_at: Date;
	created_by: string;
	fields: Json<Record<string, unknown>>;
	facts: ColumnType<Record<string, unknown>, string | undefined, string>;
	seq: number;
}
export interface RecordEntryTable {
	record: string;
	list: string;
	id: string;
	room: string;
	value: Json<Record<string, unknown>>;
	seq: number;
}
export interface HistoryTable {
	id: Generated<number>;
	record: string;
	field: string;
	old: NullableJson;
	new: NullableJson;
	intent: string | null;
	name: string | null;
	gesture: string | null;
	by: string;
	device: string | null;
	done_at: Date;
	received_at: Date;
}
export interface SlotTable {
	order: string;
	technician: string;
	plan: string;
	during: string;
}
export interface RoomWriteTable {
	id: Generated<number>;
	room: string;
	map: 'base' | 'entries' | 'facts';
	key: string;
	value: NullableJson;
}
export interface EventTable {
	id: Generated<number>;
	type: string;
	data: Json<Record<string, unknown>>;
	at: Date;
	handled_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
	attempts: Optional<number>;
	retry_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
	error: ColumnType<string | null, string | null | undefined, string | null>;
}
export interface AgendaTable {
	technician: string;
	order: string;
	value: Json;
}
export interface AgendaLogTable {
	technician: string;
	order: string;
	at: Date;
}
export interface PhotoTable {
	sha256: string;
	owner: string;
	order: string | null;
	type: string;
	bytes: number;
	received_at: Date;
}
export interface CommandTable {
	id: string;
	name: string;
	hash: Buffer;
	actor: string;
	answer: Json;
	at: Date;
}
export interface CustomerTable {
	id: string;
	number: number;
	name: string;
	document: NullableJson<Document>;
	email: Optional<string>;
	vat_condition: string;
	tax_id: Optional<string>;
	address: NullableJson<Location>;
	created_at: Date;
}
export interface ContractTable {
	id: string;
	number: number;
	customer: string;
	prospect: string;
	order: string;
	branch: string;
	service: Json<Service>;
	location: Json<Location>;
	terms: Json<ContractTerms>;
	tech: Json<Tech>;
	commercial: Optional<'draft' | 'signed' | 'active' | 'cancelling' | 'cancelled'>;
	network: Optional<'pending' | 'enabled' | 'alerted' | 'degraded' | 'disabled' | 'removed'>;
	billing: Optional<'not-started' | 'running' | 'paused' | 'ended'>;
	active_from: ColumnType<DayColumn | null, DayColumn | null | undefined, DayColumn | null>;
	active_from_flagged: Optional<boolean>;
	created_by: string;
	created_at: Date;
}
export interface IpAddressTable {
	ip: string;
	pool: string;
	contract: string;
	reserved_at: Date;
}
export interface InvoiceTable {
	id: string;
	number: number;
	point_of_sale: number;
	letter: 'A' | 'B' | 'C' | 'X';
	contract: string;
	customer: string;
	period: DayColumn;
	period_from: DayColumn;
	period_to: DayColumn;
	issued_on: DayColumn;
	due_on: DayColumn;
	net: number;
	tax: number;
	total: number;
	issuer: Json<Issuer>;
	recipient: Json<Recipient>;
	taxes: ColumnType<TaxLine[], string, string>;
	first: boolean;
	created_at: Date;
}
export interface InvoiceLineTable {
	invoice: string;
	position: number;
	description: string;
	quantity: number;
	amount: number;
	vat_rate: number;
	kind: Optional<string>;
	item: Optional<string>;
	detail: Optional<string>;
	unit: Optional<number>;
}
export interface PaymentTable {
	id: string;
	number: number;
	customer: string;
	contract: string;
	amount: number;
	method: string;
	received_on: DayColumn;
	note: Optional<string>;
	recorded_by: string;
	created_at: Date;
}
export interface PaymentApplicationTable {
	payment: string;
	invoice: string;
	amount: number;
}
export interface LedgerEntryTable {
	id: Generated<number>;
	transaction: string;
	account: string;
	customer: string | null;
	amount: number;
	at: Date;
}
export interface ToldVisitTable {
	order: string;
	plan: string;
	starts_at: Date;
}
export interface NoticeTable {
	id: string;
	event: string;
	key: string;
	channel: Optional<string>;
	customer: string | null;
	user_id: string | null;
	recipient: string;
	subject: string;
	text: string;
	html: string;
	secret: Optional<boolean>;
	state: 'queued' | 'kept' | 'sent' | 'failed';
	error: ColumnType<string | null, string | null | undefined, string | null>;
	attempts: Optional<number>;
	next_try_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
	created_at: Date;
	sent_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
}

export interface Database {
	branches: BranchTable;
	users: UserTable;
	sessions: SessionTable;
	quarantine: QuarantineTable;
	links: LinkTable;
	catalog_items: CatalogItemTable;
	counters: CounterTable;
	rooms: RoomTable;
	nodes: NodeTable;
	journal: JournalTable;
	client_ids: ClientIdTable;
	records: RecordTable;
	record_entries: RecordEntryTable;
	history: HistoryTable;
	slots: SlotTable;
	room_writes: RoomWriteTable;
	events: EventTable;
	agenda: AgendaTable;
	agenda_log: AgendaLogTable;
	photos: PhotoTable;
	commands: CommandTable;
	customers: CustomerTable;
	contracts: ContractTable;
	ip_addresses: IpAddressTable;
	invoices: InvoiceTable;
	invoice_lines: InvoiceLineTable;
	payments: PaymentTable;
	payment_applications: PaymentApplicationTable;
	ledger_entries: LedgerEntryTable;
	told_visits: ToldVisitTable;
	notices: NoticeTable;
}
