-- Hide My Email makes two accounts of one person, and Apple's purchase stays with the first. Its owner lets it go by a code,
-- which the other account enters: both have agreed. See docs/decisions/015-a-purchase-moves-by-a-code.md.
create table billing.app_store_move_codes (
  code_hash text primary key,
  user_id uuid not null references auth.users (id) on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  used_by uuid references auth.users (id) on delete set null,
  moved integer check (moved > 0)
);
comment on table billing.app_store_move_codes is 'A code by which another account may take over the App Store purchases of a user: for ten minutes, once. Used ones stay, so that staff can see what became of a purchase.';
comment on column billing.app_store_move_codes.code_hash is 'Hash of the code, with the pepper: who reads this table, or a log, cannot find the code by trying.';
comment on column billing.app_store_move_codes.user_id is 'Who lets their purchases go.';
comment on column billing.app_store_move_codes.moved is 'How many purchases went over with it.';
create unique index app_store_move_codes_open_idx on billing.app_store_move_codes (user_id) where used_at is null;
create index app_store_move_codes_user_id_idx on billing.app_store_move_codes (user_id);
create index app_store_move_codes_used_by_idx on billing.app_store_move_codes (used_by) where used_by is not null;
alter table billing.app_store_move_codes enable row level security;
grant select on billing.app_store_move_codes to tandem_operators;

create table billing.app_store_move_attempts (
  user_id uuid primary key references auth.users (id) on delete cascade,
  attempts integer not null,
  began_at timestamptz not null
);
comment on table billing.app_store_move_attempts is 'How many codes a user has tried that were not right, and since when: nobody shall find one by trying.';
alter table billing.app_store_move_attempts enable row level security;

-- Counted before the code is looked at: two tries of the same moment are two.
create function billing.count_move_attempt(person uuid)
returns boolean language plpgsql set search_path = '' as $$
declare
  tried integer;
begin
  insert into billing.app_store_move_attempts as stored (user_id, attempts, began_at) values (person, 1, now())
  on conflict (user_id) do update set
    attempts = case when stored.began_at > now() - interval '15 minutes' then stored.attempts + 1 else 1 end,
    began_at = case when stored.began_at > now() - interval '15 minutes' then stored.began_at else now() end
  returning attempts into tried;
  return tried <= 5;
end
$$;
comment on function billing.count_move_attempt is 'Whether a user may try another code: five wrong ones in a quarter of an hour are enough.';

create function billing.release_app_store_purchases(former uuid, code_digest text)
returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  ends_at timestamptz := now() + interval '10 minutes';
begin
  -- Asked for twice in one moment: the code that is answered last is the one that counts.
  perform pg_advisory_xact_lock(hashtextextended('purchase:' || former, 0));
  if billing.is_being_deleted(former) then return jsonb_build_object('refusal', 'account_being_deleted'); end if;
  if (select app_store_transfer from billing.settings) = 'never'
    or not exists (select from billing.app_store_originals_of_user(former))
  then return jsonb_build_object('refusal', 'nothing_to_move'); end if;
  delete from billing.app_store_move_codes where user_id = former and used_at is null;
  insert into billing.app_store_move_codes (code_hash, user_id, expires_at)
  values (billing.identity_hash('move_code', code_digest), former, ends_at);
  return jsonb_build_object('expires_at', ends_at);
end
$$;
comment on function billing.release_app_store_purchases is 'Lets another account take over what this user has in the App Store, by a code whose SHA-256 is given. An earlier code ends. Answers expires_at or refusal.';

comment on column billing.settings.app_store_transfer is 'Whether an App Store purchase of another user moves to who hands it in: only while the owner has no use of it, always, or never. By a code of the owner it moves in all cases but never.';

revoke execute on all functions in schema billing from public;
grant execute on function billing.release_app_store_purchases to tandem_functions;
