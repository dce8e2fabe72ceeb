-- A window touches few rows, each by its key. Its statements are planned once a connection, and as if no table were small: a plan that is
-- made while a table is new reads it whole for ever after. What a room has nothing for is not asked.
create or replace function hilo_room_window(part jsonb, at timestamptz) returns bigint language plpgsql as $$
declare
	of_room text := part ->> 'room';
	of_epoch integer := (part ->> 'epoch')::integer;
	before bigint := (part ->> 'seq')::bigint;
	after bigint := before + jsonb_array_length(part -> 'updates');
	changed jsonb;
	gone integer;
begin
	update rooms set seq = after where name = of_room and epoch = of_epoch and seq = before;
	if not found then raise exception 'somebody else has written the room'; end if;

	insert into journal (room, epoch, seq, update, intent, name, gesture, by, device, done_at, received_at)
		select of_room, of_epoch, before + nth, decode(u ->> 'update', 'base64'),
			-- An intent that comes again, replayed after a lost acknowledgement, has its effect already. (`not exists` may read all of the journal.)
			case when row_number() over (partition by u ->> 'intent' order by nth) = 1
				and (select j.intent from journal j where j.intent = (u ->> 'intent')::uuid) is null then (u ->> 'intent')::uuid end,
			u ->> 'name', (u ->> 'gesture')::uuid, u ->> 'by', u ->> 'device', hilo_instant((u ->> 'done')::numeric), at
		from jsonb_array_elements(part -> 'updates') with ordinality x(u, nth);
	if part -> 'clients' <> '[]' then
		insert into client_ids (room, client, user_id, device)
			select of_room, c.client, c."user", c.device from jsonb_to_recordset(part -> 'clients') c(client bigint, "user" text, device text)
			on conflict do nothing;
	end if;

	if part -> 'births' <> '[]' then
		insert into records (id, room, kind, created_at, created_by, fields, facts, seq)
			select b.id, of_room, b.kind, hilo_instant(b.at), b.by, b.fields, '{}', after
			from jsonb_to_recordset(part -> 'births') b(id uuid, kind text, at numeric, by text, fields jsonb);
	end if;
	if part -> 'changes' <> '[]' then
		select jsonb_object_agg(c ->> 'id', c) into changed from jsonb_array_elements(part -> 'changes') c;
		update records r set fields = r.fields || (changed #> array[r.id::text, 'fields']),
				facts = r.facts || (changed #> array[r.id::text, 'facts']), seq = after
			where r.id = any (array(select jsonb_object_keys(changed)::uuid)) and r.room = of_room;
	end if;
	if part -> 'entries' <> '[]' then
		insert into record_entries (record, list, id, room, value, seq)
			select e.record, e.list, e.id, of_room, e.value, after
			from jsonb_to_recordset(part -> 'entries') e(record uuid, list text, id text, value jsonb)
			on conflict do nothing;
	end if;
	if part -> 'history' <> '[]' then
		insert into history (record, field, old, new, intent, name, gesture, by, device, done_at, received_at)
			select h.record, h.field, h.old, h.new, h.intent, h.name, h.gesture, h.by, h.device, hilo_instant(h.done), at
			from jsonb_to_recordset(part -> 'history')
				h(record uuid, field text, old jsonb, new jsonb, intent uuid, name text, gesture uuid, by text, device text, done numeric);
	end if;
	insert into events (type, data, at)
		select 'record.changed', e || jsonb_build_object('room', of_room), at from jsonb_array_elements(part -> 'events') e;

	if part -> 'writes' <> '[]' then
		delete from room_writes where id = any (array(select value::bigint from jsonb_array_elements_text(part -> 'writes')));
		get diagnostics gone = row_count;
		if gone < jsonb_array_length(part -> 'writes') then raise exception 'somebody else has applied the server''s writes'; end if;
	end if;

	if part -> 'numbers' <> '[]' then perform hilo_numbers(of_room, part -> 'numbers'); end if;
	if part -> 'wishes' <> '[]' then perform hilo_slots(part -> 'wishes', at); end if;
	return after;
end $$;

create or replace function hilo_window(batch jsonb, at timestamptz) returns jsonb language plpgsql
	set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off
as $$
declare
	part jsonb;
	answers jsonb := '[]';
begin
	if jsonb_path_exists(batch, '$[*].wishes[*]') then perform hilo_lock_technicians(batch); end if;
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
