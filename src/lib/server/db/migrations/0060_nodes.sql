-- Processes that serve rooms. One that has not renewed its row in time serves nothing any more.
create table nodes (
	id uuid primary key,
	address text not null,
	expires_at timestamptz not null
);

-- Who serves a room. `fence` rises with each change of owner: what an earlier one still wants to write is refused.
alter table rooms
	add owner uuid references nodes (id) on delete set null,
	add fence integer not null default 0;

-- One process alone names no fence; then the sequence is all that keeps a second one out.
create or replace function hilo_window(batch jsonb, at timestamptz) returns jsonb language plpgsql as $$
declare
	part jsonb;
	answers jsonb := '[]';
begin
	perform hilo_lock_technicians(batch);
	for part in select * from jsonb_array_elements(batch) loop
		begin
			if part ? 'fence' then
				perform from rooms where name = part ->> 'room' and fence = (part ->> 'fence')::integer for update;
				if not found then raise exception 'another node serves the room'; end if;
			end if;
			answers := answers || jsonb_build_object('room', part -> 'room', 'seq', hilo_room_window(part, at));
		exception when others then
			answers := answers || jsonb_build_object('room', part -> 'room', 'error', sqlerrm, 'state', sqlstate);
		end;
	end loop;
	perform pg_notify('hilo_events', '');
	return answers;
end $$;
