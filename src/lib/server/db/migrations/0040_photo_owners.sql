-- Two technicians may send the same bytes: one blob, and a receipt for each.
alter table photos drop constraint photos_pkey, add primary key (sha256, owner);
