-- The window of the journal: one call, one commit, one savepoint a room.

-- Hours that were asked for and belong to somebody else; they are tried again when time is freed.
create table slot_wishes (
	"order" uuid primary key,
	plan uuid not null,
	crew text[] not null,
	during tstzrange not null,
	asked_at timestamptz not null
);
create index slot_wishes_during on slot_wishes using gist (during);

create function hilo_instant(ms numeric) returns timestamptz language sql immutable strict as $$
	select timestamptz 'epoch' + ms * interval '1 millisecond'
$$;

create function hilo_during(plan jsonb) returns tstzrange language sql immutable strict as $$
	select tstzrange(hilo_instant((plan ->> 'start')::numeric), hilo_instant((plan ->> 'start')::numeric + (plan ->> 'minutes')::numeric * 60000))
$$;

create function hilo_crew(plan jsonb) returns text[] language sql immutable strict as $$
	select array_agg(distinct technician order by technician) from jsonb_array_elements_text(plan -> 'crew') technician
$$;

create function hilo_fact(of_record uuid, field text, value jsonb) returns void language sql as $$
	insert into room_writes (room, map, key, value) select room, 'facts', id || '/' || field, value from records where id = of_record
$$;

-- Always in the same order, and before any room is touched, so that two windows never wait for each other in a ring.
create function hilo_lock_technicians(batch jsonb) returns void language plpgsql as $$
declare technician text;
begin
	for technician in
		with wish as (select w from jsonb_array_elements(batch) part, jsonb_array_elements(part -> 'wishes') w)
		select unnest(hilo_crew(w -> 'plan')) as name from wish where jsonb_typeof(w -> 'plan') = 'object'
		union select s.technician from wish join slots s on s."order" = (w ->> 'order')::uuid
		union select unnest(o.crew) from wish join slot_wishes o on o."order" = (w ->> 'order')::uuid
		order by 1
	loop
		perform pg_advisory_xact_lock(hashtextextended('slot:' || technician, 0));
	end loop;
end $$;

-- All of the crew or none. A clash never throws: it is an answer.
create function hilo_take_slot(wish slot_wishes) returns boolean language plpgsql as $$
declare taken integer;
begin
	insert into slots ("order", technician, plan, during)
		select wish."order", technician, wish.plan, wish.during from unnest(wish.crew) technician order by technician
		on conflict do nothing;
	get diagnostics taken = row_count;
	if taken = cardinality(wish.crew) then return true; end if;
	delete from slots where "order" = wish."order";
	return false;
end $$;

-- Who holds the hours that a wish asks for.
create function hilo_holders(wish slot_wishes) returns jsonb language sql stable as $$
	select coalesce(jsonb_agg(jsonb_build_object('order', "order", 'technician', technician) order by technician, "order"), '[]')
	from slots where technician = any (wish.crew) and during && wish.during and "order" <> wish."order"
$$;

create function hilo_tell_wish(wish slot_wishes, granted boolean) returns void language sql as $$
	select hilo_fact(wish."order", 'slot', case when granted
		then jsonb_build_object('plan', wish.plan, 'granted', true)
		else jsonb_build_object('plan', wish.plan, 'granted', false, 'clashes', hilo_holders(wish)) end)
$$;

-- The other side of a clash: which wishes ask for the hours that an order holds.
create function hilo_tell_holder(holder uuid) returns void language sql as $$
	select hilo_fact(holder, 'clashes', coalesce((
		select jsonb_agg(jsonb_build_object('order', w."order", 'technician', s.technician) order by w.asked_at, w."order")
		from slots s join slot_wishes w on s.technician = any (w.crew) and s.during && w.during and w."order" <> s."order"
		where s."order" = holder), 'null'))
$$;

/* One decision after the other. What an order held or wished before is given up first: its newest plan is its only wish. */
create function hilo_slots(wishes jsonb, at timestamptz) returns void language plpgsql as $$
declare
	item jsonb;
	mine uuid;
	wish slot_wishes;
	other slot_wishes;
	freed slots;
	given_up slots[] := '{}';
	told uuid[] := '{}';
begin
	for item in select * from jsonb_array_elements(wishes) loop
		mine := (item ->> 'order')::uuid;
		for wish in delete from slot_wishes where "order" = mine returning * loop
			told := told || array(select (h ->> 'order')::uuid from jsonb_array_elements(hilo_holders(wish)) h);
		end loop;
		for freed in delete from slots where "order" = mine returning * loop
			given_up := given_up || freed;
		end loop;
		told := told || mine;
		if jsonb_typeof(item -> 'plan') <> 'object' then
			perform hilo_fact(mine, 'slot', 'null');
			continue;
		end if;
		wish := row (mine, (item #>> '{plan,id}')::uuid, hilo_crew(item -> 'plan'), hilo_during(item -> 'plan'), at);
		if not hilo_take_slot(wish) then
			insert into slot_wishes select wish.*;
			told := told || array(select (h ->> 'order')::uuid from jsonb_array_elements(hilo_holders(wish)) h);
		end if;
		perform hilo_tell_wish(wish, not exists (select from slot_wishes where "order" = mine));
	end loop;
	for other in
		select distinct w.* from slot_wishes w, unnest(given_up) f where f.technician = any (w.crew) and w.during && f.during order by asked_at, "order"
	loop
		if hilo_take_slot(other) then
			delete from slot_wishes where "order" = other."order";
			told := told || other."order";
		end if;
		perform hilo_tell_wish(other, not exists (select from slot_wishes where "order" = other."order"));
		told := told || array(select (h ->> 'order')::uuid from jsonb_array_elements(hilo_holders(other)) h);
	end loop;
	for mine in
		select distinct t from unnest(told) t left join records r on r.id = t
		where coalesce(jsonb_typeof(r.facts -> 'clashes'), 'null') <> 'null'
			or exists (select from slots s join slot_wishes w on s.technician = any (w.crew) and s.during && w.during and w."order" <> t where s."order" = t)
			or exists (select from room_writes where map = 'facts' and key = t || '/clashes')
	loop
		perform hilo_tell_holder(mine);
	end loop;
end $$;

-- Gapless: the counter's row stays locked until this window is committed or the room's savepoint undone.
create function hilo_numbers(of_room text, numbers jsonb) returns void language plpgsql as $$
declare
	prefix text;
	amount integer;
	last bigint;
begin
	for prefix, amount in
		select n ->> 'prefix', count(*) from jsonb_array_elements(numbers) n group by 1 order by 1
	loop
		insert into counters (name, value)
			values (prefix, amount + case prefix when 'T' then 4800 when 'OR' then 20400 when 'S' then 900 else 0 end)
			on conflict (name) do update set value = counters.value + amount
			returning value into last;
		insert into room_writes (room, map, key, value)
			select of_room, 'facts', (n ->> 'id') || '/number', to_jsonb(prefix || '-' || (last - amount + row_number() over (order by nth)))
			from jsonb_array_elements(numbers) with ordinality x(n, nth) where n ->> 'prefix' = prefix;
	end loop;
end $$;

create function hilo_room_window(part jsonb, at timestamptz) returns bigint language plpgsql as $$
declare
	of_room text := part ->> 'room';
	of_epoch integer := (part ->> 'epoch')::integer;
	before bigint := (part ->> 'seq')::bigint;
	after bigint := before + jsonb_array_length(part -> 'updates');
	missing integer;
begin
	perform from rooms where name = of_room and epoch = of_epoch and seq = before for update;
	if not found then raise exception 'somebody else has written the room'; end if;

	insert into journal (room, epoch, seq, update, intent, name, gesture, by, device, done_at, received_at)
		select of_room, of_epoch, before + nth, decode(u ->> 'update', 'base64'),
			-- An intent that comes again, replayed after a lost acknowledgement, has its effect already.
			case when row_number() over (partition by u ->> 'intent' order by nth) = 1
				and not exists (select from journal j where j.intent = (u ->> 'intent')::uuid) then (u ->> 'intent')::uuid end,
			u ->> 'name', (u ->> 'gesture')::uuid, u ->> 'by', u ->> 'device', hilo_instant((u ->> 'done')::numeric), at
		from jsonb_array_elements(part -> 'updates') with ordinality x(u, nth);
	update rooms set seq = after where name = of_room;
	insert into client_ids (room, client, user_id, device)
		select of_room, c.client, c."user", c.device from jsonb_to_recordset(part -> 'clients') c(client bigint, "user" text, device text)
		on conflict do nothing;

	insert into records (id, room, kind, created_at, created_by, fields, facts, seq)
		select b.id, of_room, b.kind, hilo_instant(b.at), b.by, b.fields, '{}', after
		from jsonb_to_recordset(part -> 'births') b(id uuid, kind text, at numeric, by text, fields jsonb);
	update records r set fields = r.fields || c.fields, facts = r.facts || c.facts, seq = after
		from jsonb_to_recordset(part -> 'changes') c(id uuid, fields jsonb, facts jsonb) where r.id = c.id and r.room = of_room;
	insert into record_entries (record, list, id, room, value, seq)
		select e.record, e.list, e.id, of_room, e.value, after
		from jsonb_to_recordset(part -> 'entries') e(record uuid, list text, id text, value jsonb)
		on conflict do nothing;
	insert into history (record, field, old, new, intent, name, gesture, by, device, done_at, received_at)
		select h.record, h.field, h.old, h.new, h.intent, h.name, h.gesture, h.by, h.device, hilo_instant(h.done), at
		from jsonb_to_recordset(part -> 'history')
			h(record uuid, field text, old jsonb, new jsonb, intent uuid, name text, gesture uuid, by text, device text, done numeric);
	insert into events (type, data, at)
		select 'record.changed', e || jsonb_build_object('room', of_room), at from jsonb_array_elements(part -> 'events') e;

	with gone as (delete from room_writes where id in (select value::bigint from jsonb_array_elements_text(part -> 'writes')) returning id)
		select jsonb_array_length(part -> 'writes') - count(*) into missing from gone;
	if missing > 0 then raise exception 'somebody else has applied the server''s writes'; end if;

	perform hilo_numbers(of_room, part -> 'numbers');
	perform hilo_slots(part -> 'wishes', at);
	return after;
end $$;

/* The batch has one part a room: { room, epoch, seq (before), updates, clients, births, changes, entries, history, events, numbers,
   wishes, writes }, as sync-server/journal.ts makes them. Answers [{ room, seq }] or, for a room that was set aside, [{ room, error }]. */
create function hilo_window(batch jsonb, at timestamptz) returns jsonb language plpgsql as $$
declare
	part jsonb;
	answers jsonb := '[]';
begin
	perform hilo_lock_technicians(batch);
	for part in select * from jsonb_array_elements(batch) loop
		begin
			answers := answers || jsonb_build_object('room', part -> 'room', 'seq', hilo_room_window(part, at));
		exception when others then
			answers := answers || jsonb_build_object('room', part -> 'room', 'error', sqlerrm, 'state', sqlstate);
		end;
	end loop;
	perform pg_notify('hilo_events', '');
	return answers;
end $$;
