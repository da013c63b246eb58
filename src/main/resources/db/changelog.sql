--liquibase formatted sql

--changeset berth:0001-users
create table app_user (
    id uuid primary key,
    name text not null,
    role text not null check (role in ('USER', 'ADMINISTRATOR')),
    password_hash text not null,
    must_change_password boolean not null,
    enabled boolean not null,
    failed_logins int not null default 0,
    locked_until timestamptz,
    last_login_at timestamptz,
    created_at timestamptz not null
);
create unique index app_user_name on app_user (lower(name));

create table login (
    id uuid primary key,
    user_id uuid not null references app_user on delete cascade,
    token_hash bytea not null unique,
    csrf_token text not null,
    address text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null
);
create index login_user on login (user_id);
create index login_expiry on login (expires_at);

--changeset berth:0002-workspaces
create table workspace (
    id uuid primary key,
    name text not null,
    description text not null,
    icon text not null,
    categories text not null,
    enabled boolean not null,
    image text not null,
    registry_user text,
    registry_password bytea,
    cores double precision not null check (cores > 0),
    memory_bytes bigint not null check (memory_bytes > 0),
    shared_memory_bytes bigint not null,
    environment text not null,
    run_overrides text not null,
    protocol text not null check (protocol in ('KASMVNC', 'VNC', 'HTTP')),
    port int check (port between 1 and 65535),
    session_time_limit_seconds int check (session_time_limit_seconds > 0),
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create unique index workspace_name on workspace (lower(name));

--changeset berth:0003-nodes
create table node (
    id uuid primary key,
    name text not null,
    url text not null,
    zone text not null,
    roles text not null,
    version text not null,
    started_at timestamptz not null,
    cores double precision not null default 0,
    memory_bytes bigint not null default 0,
    reserved_cores double precision not null default 0,
    reserved_memory_bytes bigint not null default 0,
    engine_name text,
    engine_version text,
    engine_api_version text,
    engine_cpus int,
    engine_memory_bytes bigint,
    findings text not null default '[]'
);
-- apart from the node, because it changes every few seconds and nothing else does
create table node_freshness (
    node_id uuid primary key references node on delete cascade,
    last_seen_at timestamptz not null
) with (fillfactor = 50);

--changeset berth:0004-sessions
create table session_state (
    name text primary key
);
insert into session_state values ('REQUESTED'), ('STARTING'), ('RUNNING'), ('ENDING'), ('ENDED');

create table session_transition (
    from_state text not null references session_state,
    to_state text not null references session_state,
    primary key (from_state, to_state)
);
insert into session_transition values
    ('REQUESTED', 'STARTING'),
    ('REQUESTED', 'ENDED'),
    ('STARTING', 'RUNNING'),
    ('STARTING', 'ENDING'),
    ('STARTING', 'ENDED'),
    ('RUNNING', 'ENDING'),
    ('ENDING', 'ENDED');

create table session (
    id uuid primary key,
    incarnation int not null,
    user_id uuid references app_user on delete set null,
    user_name text not null,
    workspace_id uuid references workspace on delete set null,
    workspace_name text not null,
    workspace_icon text not null,
    protocol text not null,
    cores double precision not null,
    memory_bytes bigint not null,
    time_limit_seconds int,
    node_id uuid references node on delete set null,
    node_name text,
    state text not null references session_state,
    previous_state text,
    progress_step text,
    progress_percent int,
    progress_detail text,
    end_reason text,
    end_detail text,
    created_at timestamptz not null,
    started_at timestamptz,
    ending_at timestamptz,
    ended_at timestamptz,
    keepalive_until timestamptz not null,
    expires_at timestamptz,
    lease_until timestamptz not null,
    version bigint not null default 0,
    -- every step of a session must be a row of session_transition
    foreign key (previous_state, state) references session_transition (from_state, to_state)
);
create index session_user_live on session (user_id) where state <> 'ENDED';
create index session_node_live on session (node_id) where state <> 'ENDED';
create index session_state_live on session (state) where state <> 'ENDED';
create index session_ended on session (ended_at) where state = 'ENDED';

create table connect_grant (
    grant_hash bytea primary key,
    session_id uuid not null references session on delete cascade,
    login_id uuid not null references login on delete cascade,
    expires_at timestamptz not null
);

--changeset berth:0005-control
create table secret (
    name text primary key,
    sealed bytea not null
);
create table job_lease (
    name text primary key,
    holder uuid not null,
    held_until timestamptz not null
);
create table audit_event (
    id bigint generated always as identity,
    at timestamptz not null,
    actor text not null,
    action text not null,
    subject text not null,
    detail text not null,
    address text not null
) partition by range (at);
create table audit_event_default partition of audit_event default;
create index audit_event_at on audit_event (at desc);

--changeset berth:0010-node-certificates
-- no reference to node: what was taken back outlives the node's row, and a web app certifies itself before it has one
create table node_certificate (
    serial text primary key,
    node_id uuid not null,
    key_hash text not null,
    issued_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz
);
create index node_certificate_node on node_certificate (node_id);
create index node_certificate_revoked on node_certificate (expires_at) where revoked_at is not null;

--changeset berth:0045-drain
alter table node add column draining boolean not null default false;
alter table node add column drain_since timestamptz;
alter table node add column drain_deadline timestamptz;
alter table node add column drain_move boolean not null default false;
alter table node add column drained_at timestamptz;
create index node_drain on node (drain_deadline) where drain_since is not null;

--changeset berth:0035-pause-stop-resume
insert into session_state values ('PAUSING'), ('PAUSED'), ('STOPPING'), ('STOPPED'), ('RESUMING');
insert into session_transition values
    ('RUNNING', 'PAUSING'),
    ('RUNNING', 'STOPPING'),
    ('RUNNING', 'RESUMING'),
    ('PAUSING', 'PAUSED'),
    ('PAUSING', 'RUNNING'),
    ('PAUSING', 'ENDING'),
    ('PAUSED', 'PAUSING'),
    ('PAUSED', 'STOPPING'),
    ('PAUSED', 'RESUMING'),
    ('PAUSED', 'ENDING'),
    ('STOPPING', 'STOPPED'),
    ('STOPPING', 'ENDING'),
    ('STOPPED', 'STOPPING'),
    ('STOPPED', 'RESUMING'),
    ('STOPPED', 'ENDING'),
    ('RESUMING', 'RUNNING'),
    ('RESUMING', 'STOPPING'),
    ('RESUMING', 'ENDING');
alter table session add column state_since timestamptz not null default now();
alter table session add column state_detail text;
-- false while the session is stopped: its room on the node is another's
alter table session add column reserved boolean not null default true;
alter table session add column keepalive_action text check (keepalive_action in ('END', 'PAUSE', 'STOP'));
alter table workspace add column keepalive_action text check (keepalive_action in ('END', 'PAUSE', 'STOP'));

--changeset berth:0046-first-password
-- which web app printed the first administrator's password: of several that start at once, one does
create table first_password (
    user_id uuid primary key references app_user on delete cascade,
    node_id uuid not null,
    node_name text not null,
    at timestamptz not null
);

--changeset berth:0011-enrolment
create table enrolment (
    id uuid primary key,
    secret_hash bytea not null,
    roles text not null,
    zone text not null,
    made_by text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    used_by uuid,
    -- of the node's key, so that it may ask again when the answer was lost
    used_key text
);
alter table node add column joined_at timestamptz;
alter table node add column enabled boolean not null default true;
alter table node add column revoked_at timestamptz;
alter table node add column reach_ok boolean;
alter table node add column reach_url text;
alter table node add column reach_detail text;
alter table node add column reach_checked_at timestamptz;
update node set joined_at = now();
-- whether anything may be placed there
alter table node add column admitted boolean not null
    generated always as (enabled and joined_at is not null and revoked_at is null) stored;

--changeset berth:0012-node-settings
create table node_setting (
    id int primary key check (id = 1),
    auto_enable boolean not null,
    missing_after_seconds int check (missing_after_seconds > 0),
    dead_after_seconds int not null check (dead_after_seconds > 0)
);
insert into node_setting values (1, true, null, 600);
alter table node_freshness add column round_trip_millis bigint;
alter table node_freshness add column clock_offset_millis bigint;

--changeset berth:0025-scheduler
-- what an agent reports
alter table node add column labels text not null default '';
alter table node add column networks text not null default '';
alter table node add column gpus int not null default 0;
alter table node add column memory_reserve_bytes bigint not null default 0;
-- what an administrator sets instead
alter table node add column labels_override text;
alter table node add column cpu_overcommit double precision check (cpu_overcommit > 0);
alter table node add column memory_overcommit double precision check (memory_overcommit > 0);
alter table node add column gpus_override int check (gpus_override >= 0);
alter table node add column cpu_mode text check (cpu_mode in ('QUOTA', 'SHARES'));
alter table node add column max_sessions int check (max_sessions >= 0);
-- the rest of the ledger
alter table node add column reserved_gpus int not null default 0;
alter table node add column reserved_sessions int not null default 0;
-- what counts in the end
alter table node add column is_agent boolean not null
    generated always as (',' || roles || ',' like '%,agent,%') stored;
alter table node add column label_set text[] not null
    generated always as (string_to_array(coalesce(labels_override, labels), chr(10))) stored;
alter table node add column network_set text[] not null
    generated always as (string_to_array(networks, chr(10))) stored;
alter table node add column offered_cores double precision not null
    generated always as (case when cores = 0 then 0 else coalesce(engine_cpus * cpu_overcommit, cores) end) stored;
alter table node add column offered_memory_bytes bigint not null
    generated always as (case when memory_bytes = 0 then 0
        when memory_overcommit is null or engine_memory_bytes is null then memory_bytes
        else greatest(0, cast(engine_memory_bytes * memory_overcommit as bigint) - memory_reserve_bytes) end) stored;
alter table node add column offered_gpus int not null
    generated always as (coalesce(gpus_override, gpus)) stored;
-- the fuller of its cores and its memory; a generated column cannot be made from another one
alter table node add column load double precision not null
    generated always as (case when cores = 0 or memory_bytes = 0 then 1 else greatest(
        reserved_cores / greatest(coalesce(engine_cpus * cpu_overcommit, cores), 0.001),
        cast(reserved_memory_bytes as double precision) / greatest(1, coalesce(
            engine_memory_bytes * memory_overcommit - memory_reserve_bytes, memory_bytes))) end) stored;
create index node_load on node (load, reserved_sessions) where is_agent;
create index node_sessions on node (reserved_sessions, load) where is_agent;

alter table session add column gpus int not null default 0;
update node set reserved_sessions = (select count(*) from session s where s.node_id = node.id and s.state <> 'ENDED' and s.reserved);

alter table workspace add column include_labels text not null default '';
alter table workspace add column exclude_labels text not null default '';
alter table workspace add column zone text;
alter table workspace add column gpus int not null default 0 check (gpus >= 0);
alter table workspace add column docker_network text;

--changeset berth:0026-placements
create table scheduler_setting (
    id int primary key check (id = 1),
    strategy text not null check (strategy in ('LEAST_LOAD', 'MOST_LOAD', 'FEWEST_SESSIONS', 'MOST_SESSIONS'))
);
insert into scheduler_setting values (1, 'LEAST_LOAD');
-- no reference to session: a launch that was refused has an explanation, but never became a session
create table placement (
    session_id uuid primary key,
    at timestamptz not null,
    explanation text not null
);
create index placement_at on placement (at);

--changeset berth:0036-images
alter table workspace add column preload boolean not null default true;
-- a digest of what the node said last about its images, so that saying it again writes nothing
alter table node add column images_digest text not null default '';
create table node_image (
    node_id uuid not null references node on delete cascade,
    image text not null,
    state text not null check (state in ('PRESENT', 'PULLING', 'FAILED', 'MISSING')),
    percent int,
    detail text not null,
    size_bytes bigint not null,
    at timestamptz not null,
    primary key (node_id, image)
);
create index node_image_present on node_image (image) where state = 'PRESENT';

--changeset berth:0053-screen
alter table session add column screen text;

--changeset berth:0060-servers
create table server (
    id uuid primary key,
    name text not null,
    description text not null,
    protocol text not null check (protocol in ('RDP', 'VNC', 'SSH')),
    host text not null,
    port int check (port between 1 and 65535),
    zone text not null,
    credential_mode text not null check (credential_mode in ('STATIC', 'PROMPT', 'SIGN_IN')),
    user_name text not null,
    domain text not null,
    password bytea,
    private_key bytea,
    passphrase bytea,
    security text not null check (security in ('ANY', 'NLA', 'TLS', 'RDP', 'VMCONNECT')),
    certificate text not null check (certificate in ('REFUSE', 'PIN', 'ACCEPT')),
    pinned_certificate text not null,
    parameters text not null,
    max_sessions int check (max_sessions > 0),
    max_users int check (max_users > 0),
    labels text not null,
    enabled boolean not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create unique index server_name on server (lower(name));
create table server_pool (
    id uuid primary key,
    name text not null,
    description text not null,
    exclusive boolean not null,
    enabled boolean not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create unique index server_pool_name on server_pool (lower(name));
create table server_pool_member (
    pool_id uuid not null references server_pool on delete cascade,
    server_id uuid not null references server on delete cascade,
    primary key (pool_id, server_id)
);
create index server_pool_member_server on server_pool_member (server_id);

alter table workspace add column kind text not null default 'CONTAINER'
    check (kind in ('CONTAINER', 'SERVER', 'POOL', 'LINK'));
alter table workspace add column server_id uuid references server on delete set null;
alter table workspace add column pool_id uuid references server_pool on delete set null;
alter table workspace add column url text;
alter table workspace add column policy text;
create index workspace_server on workspace (server_id) where server_id is not null;
create index workspace_pool on workspace (pool_id) where pool_id is not null;
alter table workspace drop constraint workspace_protocol_check;
alter table workspace add constraint workspace_protocol_check
    check (protocol in ('KASMVNC', 'VNC', 'HTTP', 'GUACAMOLE'));

-- of sessions on existing machines; nothing of them is reserved on a node
alter table session add column kind text not null default 'CONTAINER';
alter table session add column server_id uuid references server on delete set null;
alter table session add column server_name text;
alter table session add column remote text;
alter table session add column policy text;
-- the user's own password for the machine, sealed, while the session needs it
alter table session add column credential bytea;
create index session_server_live on session (server_id) where state <> 'ENDED' and server_id is not null;

--changeset berth:0061-own-credentials
-- the typed password, sealed by the cookie and by the deployment's key, while some server asks for it
alter table login add column credential bytea;

--changeset berth:0070-recordings
-- no reference to session, user or node: a recording outlives them
create table recording (
    id uuid primary key,
    session_id uuid not null,
    user_id uuid,
    user_name text not null,
    workspace_name text not null,
    server_name text not null,
    node_id uuid not null,
    node_name text not null,
    started_at timestamptz not null,
    ended_at timestamptz,
    bytes bigint not null,
    state text not null check (state in ('WRITING', 'COMPLETE', 'CUT_SHORT', 'REMOVED')),
    detail text not null,
    changed_at timestamptz not null,
    removal_at timestamptz
);
create index recording_started on recording (started_at);
create index recording_session on recording (session_id);
create index recording_removal on recording (removal_at) where removal_at is not null;
-- so that the many requests of one playback are one entry of the audit trail
create table recording_access (
    recording_id uuid not null references recording on delete cascade,
    actor text not null,
    action text not null,
    at timestamptz not null,
    primary key (recording_id, actor, action)
);

--changeset berth:0062-policy-changes
-- its connection was made under an earlier policy, and its owner has not been told yet
alter table session add column outdated boolean not null default false;

--changeset berth:s5-z1-zones
-- settings are JSON; what a text leaves out has its default, so that versions N and N-1 understand each other
create table zone (
    name text primary key,
    version int not null,
    settings text not null,
    changed_at timestamptz not null,
    changed_by text not null
);
-- no reference to zone: the history outlives it, and goes on when a zone of that name is made again
create table zone_version (
    zone text not null,
    version int not null,
    at timestamptz not null,
    actor text not null,
    action text not null check (action in ('CREATED', 'CHANGED', 'DELETED')),
    settings text not null,
    primary key (zone, version)
);
insert into zone
    select distinct named.zone, 1, '{}', now(), 'berth' from (
        select 'default' as zone union select zone from node union select zone from enrolment
        union select zone from server union select zone from workspace where zone is not null and zone <> '') named;
insert into zone_version select name, version, changed_at, changed_by, 'CREATED', settings from zone;

--changeset berth:s5-z1-session-zone
alter table session add column zone text;
update session set zone = node.zone from node where node.id = session.node_id;
-- the address of the console that its user came in on
alter table session add column console text;

--changeset berth:s5-z1-zone-order
-- every placement is in one zone at a time
create index node_zone_load on node (zone, load, reserved_sessions) where is_agent;
create index node_zone_sessions on node (zone, reserved_sessions, load) where is_agent;
drop index node_load;
drop index node_sessions;
create index node_autoscaled on node (zone) where 'autoscaled=true' = any(label_set);

--changeset berth:s5-z2-node-upstream
-- what a node found last at its Upstream Auth Address
create table node_upstream (
    node_id uuid primary key references node on delete cascade,
    address text not null,
    at timestamptz not null,
    fault text,
    detail text not null,
    round_trip_micros bigint,
    asked int not null,
    lost int not null,
    answered_by text not null
);

--changeset berth:s5-z2-node-streams
alter table node_freshness add column streams int not null default 0;

--changeset berth:s7-g1-grace-passes
-- the passes that zones with grace have given and that have not expired; whether one is revoked, other rows say
create table grace_pass (
    session_id uuid not null,
    login_id uuid not null,
    incarnation int not null,
    zone text not null,
    expires_at timestamptz not null,
    primary key (session_id, login_id, incarnation)
);
create index grace_pass_zone on grace_pass (zone, expires_at);

--changeset berth:s7-g2-node-grace
-- the list of revoked passes that a node was sent last, and whom it let in by grace when it was last out of touch
create table node_grace (
    node_id uuid primary key references node on delete cascade,
    list_at timestamptz not null,
    first_use_at timestamptz,
    last_use_at timestamptz,
    uses int not null default 0
);
