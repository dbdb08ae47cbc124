-- Data that is the same in every run: what is random is a hash of the user's number.
create schema bench;
create function bench.share(number bigint, salt text) returns double precision language sql immutable parallel safe
  return ((hashint8extended(number, hashtext(salt)) & 1048575) / 1048576.0)::double precision;
create function bench.user_id(number bigint) returns uuid language sql immutable parallel safe
  return md5('user ' || number)::uuid;

-- One row per subscription of the batch that is being loaded; the tables are filled from it.
create unlogged table bench.wanted (
  number bigint not null,
  nth integer not null,
  user_id uuid not null,
  store text not null,
  store_subscription_id text not null,
  plan_id text not null,
  state text not null,
  expires_at timestamptz not null
);

insert into public.lesson_previews (slug, title, summary, required_entitlement, position)
select 'lesson-' || i, 'Lesson ' || i, 'Summary', (array[null, 'standard', 'premium'])[1 + i % 3], i
from generate_series(1, 1000) as i;
insert into public.lessons (slug, required_entitlement, body)
select slug, required_entitlement, repeat('A paragraph of a lesson. ', 40) from public.lesson_previews;
