CREATE FUNCTION public.keep_blobs() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  -- In the order of their ids, so that two uploads of the same pictures never wait for each other.
  perform 1 from blobs where id in (select blob_id from added) and lease_until <> 'infinity' order by id for update;
  update blobs set lease_until = 'infinity' where id in (select blob_id from added) and lease_until <> 'infinity';
  return null;
end $$;
CREATE FUNCTION public.let_go_of_blobs() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  perform 1 from blobs where id in (select blob_id from removed) order by id for update;
  update blobs set lease_until = now() where id in (select blob_id from removed);
  return null;
end $$;
CREATE FUNCTION public.notify_run() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if tg_table_name = 'run_events' then
    perform pg_notify('tinymlaas_runs', new.run_id::text);
  else
    perform pg_notify('tinymlaas_runs', new.id::text);
  end if;
  return null;
end $$;
CREATE TABLE public.api_tokens (
    id integer NOT NULL,
    name text NOT NULL,
    sha256 bytea NOT NULL,
    scopes text[] NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    last_used_at timestamp with time zone,
    revoked_at timestamp with time zone,
    CONSTRAINT api_tokens_scopes_check CHECK (((scopes <@ ARRAY['read'::text, 'run'::text, 'admin'::text]) AND (cardinality(scopes) > 0))),
    CONSTRAINT api_tokens_sha256_check CHECK ((octet_length(sha256) = 32))
);
ALTER TABLE public.api_tokens ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.api_tokens_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.artifacts (
    run_id uuid NOT NULL,
    name text NOT NULL,
    media_type text NOT NULL,
    blob_id uuid NOT NULL,
    bytes bigint NOT NULL
);
CREATE TABLE public.blob_chunks (
    blob_id uuid NOT NULL,
    seq integer NOT NULL,
    data bytea NOT NULL,
    CONSTRAINT blob_chunks_data_check CHECK (((octet_length(data) >= 1) AND (octet_length(data) <= 262144))),
    CONSTRAINT blob_chunks_seq_check CHECK ((seq >= 0))
);
ALTER TABLE ONLY public.blob_chunks ALTER COLUMN data SET STORAGE EXTERNAL;
CREATE TABLE public.blobs (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    sha256 bytea,
    bytes bigint,
    state text DEFAULT 'writing'::text NOT NULL,
    lease_until timestamp with time zone NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT blobs_check CHECK (((state = 'writing'::text) OR ((octet_length(sha256) = 32) AND (bytes >= 0)))),
    CONSTRAINT blobs_state_check CHECK ((state = ANY (ARRAY['writing'::text, 'ready'::text])))
);
CREATE TABLE public.bridges (
    id integer NOT NULL,
    address text NOT NULL,
    name text,
    https boolean NOT NULL,
    CONSTRAINT bridges_address_check CHECK (((length(address) >= 1) AND (length(address) <= 2048)))
);
ALTER TABLE public.bridges ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.bridges_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.compiled_models (
    id integer NOT NULL,
    model_id integer NOT NULL,
    model_version integer NOT NULL,
    run_id uuid NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE public.compiled_models ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.compiled_models_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.dataset_files (
    id integer NOT NULL,
    dataset_id integer NOT NULL,
    path text NOT NULL,
    label text,
    blob_id uuid NOT NULL,
    bytes bigint NOT NULL,
    media_type text,
    width integer,
    height integer,
    problem jsonb,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT dataset_files_bytes_check CHECK ((bytes >= 0)),
    CONSTRAINT dataset_files_height_check CHECK ((height > 0)),
    CONSTRAINT dataset_files_label_check CHECK (((length(label) >= 1) AND (length(label) <= 100))),
    CONSTRAINT dataset_files_path_check CHECK (((length(path) >= 1) AND (length(path) <= 1024))),
    CONSTRAINT dataset_files_width_check CHECK ((width > 0))
);
ALTER TABLE public.dataset_files ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.dataset_files_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.datasets (
    id integer NOT NULL,
    name text NOT NULL,
    description text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT datasets_description_check CHECK (((length(description) >= 1) AND (length(description) <= 10000))),
    CONSTRAINT datasets_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);
ALTER TABLE public.datasets ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.datasets_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.devices (
    id integer NOT NULL,
    name text NOT NULL,
    connection text,
    installer_id integer NOT NULL,
    model text NOT NULL,
    description text NOT NULL,
    serial text NOT NULL,
    bridge_id integer,
    board text,
    CONSTRAINT devices_board_check CHECK ((board ~ '^[a-z0-9-]{1,60}$'::text)),
    CONSTRAINT devices_connection_check CHECK ((length(connection) > 0)),
    CONSTRAINT devices_description_check CHECK ((length(description) > 0)),
    CONSTRAINT devices_model_check CHECK ((length(model) > 0)),
    CONSTRAINT devices_name_check CHECK ((length(name) > 0)),
    CONSTRAINT devices_serial_check CHECK ((length(serial) > 0))
);
ALTER TABLE public.devices ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.devices_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.installers (
    id integer NOT NULL,
    name text NOT NULL
);
CREATE TABLE public.knex_migrations (
    id integer NOT NULL,
    name character varying(255),
    batch integer,
    migration_time timestamp with time zone
);
CREATE SEQUENCE public.knex_migrations_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.knex_migrations_id_seq OWNED BY public.knex_migrations.id;
CREATE TABLE public.knex_migrations_lock (
    index integer NOT NULL,
    is_locked integer
);
CREATE SEQUENCE public.knex_migrations_lock_index_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.knex_migrations_lock_index_seq OWNED BY public.knex_migrations_lock.index;
CREATE TABLE public.model_versions (
    model_id integer NOT NULL,
    version integer NOT NULL,
    run_id uuid NOT NULL,
    dataset_id integer,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT model_versions_version_check CHECK ((version > 0))
);
CREATE TABLE public.models (
    id integer NOT NULL,
    dataset_id integer,
    parameters jsonb NOT NULL,
    description text NOT NULL,
    classes jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE public.models ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.models_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.run_events (
    run_id uuid NOT NULL,
    seq integer NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    type text NOT NULL,
    data jsonb NOT NULL,
    CONSTRAINT run_events_seq_check CHECK ((seq > 0))
);
CREATE TABLE public.runs (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    kind text NOT NULL,
    state text DEFAULT 'queued'::text NOT NULL,
    reason text,
    detail text,
    hint text,
    request jsonb NOT NULL,
    result jsonb,
    dataset_id integer,
    model_id integer,
    requested_at timestamp with time zone DEFAULT now() NOT NULL,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    cancel_requested_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    worker text,
    claim uuid,
    runtime text,
    image_id text,
    idempotency_key text,
    request_sha256 bytea,
    last_seq integer DEFAULT 0 NOT NULL,
    CONSTRAINT runs_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT runs_check CHECK (((state = ANY (ARRAY['succeeded'::text, 'failed'::text, 'cancelled'::text])) = (finished_at IS NOT NULL))),
    CONSTRAINT runs_check1 CHECK (((state <> 'running'::text) OR (claim IS NOT NULL))),
    CONSTRAINT runs_check2 CHECK (((state = ANY (ARRAY['failed'::text, 'cancelled'::text])) = (reason IS NOT NULL))),
    CONSTRAINT runs_idempotency_key_check CHECK (((length(idempotency_key) >= 1) AND (length(idempotency_key) <= 255))),
    CONSTRAINT runs_kind_check CHECK ((kind = ANY (ARRAY['train'::text, 'continue'::text, 'compile'::text, 'predict'::text]))),
    CONSTRAINT runs_reason_check CHECK ((reason = ANY (ARRAY['exit'::text, 'timeout'::text, 'cancelled'::text, 'oom'::text, 'disk'::text, 'image'::text, 'engine'::text, 'bad-input'::text, 'bad-output'::text, 'lost'::text]))),
    CONSTRAINT runs_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'succeeded'::text, 'failed'::text, 'cancelled'::text])))
);
ALTER TABLE ONLY public.knex_migrations ALTER COLUMN id SET DEFAULT nextval('public.knex_migrations_id_seq'::regclass);
ALTER TABLE ONLY public.knex_migrations_lock ALTER COLUMN index SET DEFAULT nextval('public.knex_migrations_lock_index_seq'::regclass);
INSERT INTO public.api_tokens (id, name, sha256, scopes, created_at, last_used_at, revoked_at) OVERRIDING SYSTEM VALUE VALUES (1, 'old', '\x2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b', '{read,run}', '2026-11-26 02:55:52.168206+00', NULL, NULL);
INSERT INTO public.artifacts (run_id, name, media_type, blob_id, bytes) VALUES ('20000000-0000-4000-8000-000000000001', 'model.keras', 'application/octet-stream', '10000000-0000-4000-8000-000000000002', 5);
INSERT INTO public.artifacts (run_id, name, media_type, blob_id, bytes) VALUES ('20000000-0000-4000-8000-000000000002', 'target_model.cc', 'text/plain', '10000000-0000-4000-8000-000000000002', 5);
INSERT INTO public.blob_chunks (blob_id, seq, data) VALUES ('10000000-0000-4000-8000-000000000001', 0, '\x67726579');
INSERT INTO public.blob_chunks (blob_id, seq, data) VALUES ('10000000-0000-4000-8000-000000000002', 0, '\x6d6f64656c');
INSERT INTO public.blob_chunks (blob_id, seq, data) VALUES ('10000000-0000-4000-8000-000000000003', 0, '\x6c6f6f7365');
INSERT INTO public.blob_chunks (blob_id, seq, data) VALUES ('10000000-0000-4000-8000-000000000004', 0, '\x68616c66');
INSERT INTO public.blobs (id, sha256, bytes, state, lease_until, created_at) VALUES ('10000000-0000-4000-8000-000000000003', '\xb5e0eee6e28efca6d6ad05d7b8a94631576037ec9e5ff6d305fe89faa0e1032e', 5, 'ready', '2026-11-26 02:55:51.932855+00', '2026-11-26 02:55:51.932855+00');
INSERT INTO public.blobs (id, sha256, bytes, state, lease_until, created_at) VALUES ('10000000-0000-4000-8000-000000000004', NULL, NULL, 'writing', '2026-11-26 02:55:51.932855+00', '2026-11-26 02:55:51.932855+00');
INSERT INTO public.blobs (id, sha256, bytes, state, lease_until, created_at) VALUES ('10000000-0000-4000-8000-000000000001', '\x67fc36385bb47db091a4d850d450021a8b7ba3b58615fc918808d4e636d8ad46', 4, 'ready', 'infinity', '2026-11-26 02:55:51.932855+00');
INSERT INTO public.blobs (id, sha256, bytes, state, lease_until, created_at) VALUES ('10000000-0000-4000-8000-000000000002', '\x9372c470eeadd5ecd9c3c74c2b3cb633f8e2f2fad799250a0f70d652b6b825e4', 5, 'ready', 'infinity', '2026-11-26 02:55:51.932855+00');
INSERT INTO public.bridges (id, address, name, https) OVERRIDING SYSTEM VALUE VALUES (1, '192.168.0.7', 'Coffee room', false);
INSERT INTO public.bridges (id, address, name, https) OVERRIDING SYSTEM VALUE VALUES (2, 'far.example', 'long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long ', true);
INSERT INTO public.compiled_models (id, model_id, model_version, run_id, created_at) OVERRIDING SYSTEM VALUE VALUES (1, 1, 1, '20000000-0000-4000-8000-000000000002', '2026-11-26 02:55:52.103478+00');
INSERT INTO public.dataset_files (id, dataset_id, path, label, blob_id, bytes, media_type, width, height, problem, created_at) OVERRIDING SYSTEM VALUE VALUES (1, 1, 'Empty/1.png', 'Empty', '10000000-0000-4000-8000-000000000001', 4, 'image/png', 2, 2, NULL, '2026-11-26 02:55:52.00982+00');
INSERT INTO public.dataset_files (id, dataset_id, path, label, blob_id, bytes, media_type, width, height, problem, created_at) OVERRIDING SYSTEM VALUE VALUES (2, 1, 'Taken/1.png', 'Taken', '10000000-0000-4000-8000-000000000001', 4, 'image/png', 2, 2, '{"code": "duplicate", "hint": "Replace or delete the file.", "message": "The same picture."}', '2026-11-26 02:55:52.00982+00');
INSERT INTO public.dataset_files (id, dataset_id, path, label, blob_id, bytes, media_type, width, height, problem, created_at) OVERRIDING SYSTEM VALUE VALUES (3, 1, 'Taken/2.png', 'Taken', '10000000-0000-4000-8000-000000000001', 4, 'image/png', 2, 2, '{"code": "truncated", "hint": "Send it again.", "message": "It ends early."}', '2026-11-26 02:55:52.00982+00');
INSERT INTO public.datasets (id, name, description, created_at) OVERRIDING SYSTEM VALUE VALUES (1, 'parking', 'empty or taken', '2026-11-26 02:55:52.003674+00');
INSERT INTO public.datasets (id, name, description, created_at) OVERRIDING SYSTEM VALUE VALUES (2, 'gone', 'nothing in it', '2026-11-26 02:55:52.003674+00');
INSERT INTO public.devices (id, name, connection, installer_id, model, description, serial, bridge_id, board) OVERRIDING SYSTEM VALUE VALUES (1, 'Door', 'usb', 1, 'person_detection', 'at the door', '1985', 1, 'nano33ble');
INSERT INTO public.installers (id, name) VALUES (1, 'Arduino IDE');
INSERT INTO public.installers (id, name) VALUES (2, 'RPI');
INSERT INTO public.knex_migrations (id, name, batch, migration_time) VALUES (1, '0001_initial.sql', 1, '2026-11-26 02:55:51.822+00');
INSERT INTO public.knex_migrations (id, name, batch, migration_time) VALUES (2, '0002_device_board.sql', 1, '2026-11-26 02:55:51.824+00');
INSERT INTO public.knex_migrations (id, name, batch, migration_time) VALUES (3, '0003_run_event_counter.sql', 1, '2026-11-26 02:55:51.826+00');
INSERT INTO public.knex_migrations (id, name, batch, migration_time) VALUES (4, '0004_blob_leases.sql', 1, '2026-11-26 02:55:51.828+00');
INSERT INTO public.knex_migrations_lock (index, is_locked) VALUES (1, 0);
INSERT INTO public.model_versions (model_id, version, run_id, dataset_id, created_at) VALUES (1, 1, '20000000-0000-4000-8000-000000000001', 1, '2026-11-26 02:55:52.100878+00');
INSERT INTO public.models (id, dataset_id, parameters, description, classes, created_at) OVERRIDING SYSTEM VALUE VALUES (1, 1, '{"epochs": 1, "img_width": 8, "batch_size": 1, "img_height": 8}', 'first', '["Empty", "Taken"]', '2026-11-26 02:55:52.024629+00');
INSERT INTO public.run_events (run_id, seq, at, type, data) VALUES ('20000000-0000-4000-8000-000000000001', 1, '2026-11-26 02:55:52.034081+00', 'state', '{"state": "queued"}');
INSERT INTO public.run_events (run_id, seq, at, type, data) VALUES ('20000000-0000-4000-8000-000000000002', 1, '2026-11-26 02:55:52.034081+00', 'state', '{"state": "queued"}');
INSERT INTO public.run_events (run_id, seq, at, type, data) VALUES ('20000000-0000-4000-8000-000000000003', 1, '2026-11-26 02:55:52.034081+00', 'state', '{"state": "queued"}');
INSERT INTO public.run_events (run_id, seq, at, type, data) VALUES ('20000000-0000-4000-8000-000000000004', 1, '2026-11-26 02:55:52.034081+00', 'state', '{"state": "queued"}');
INSERT INTO public.run_events (run_id, seq, at, type, data) VALUES ('20000000-0000-4000-8000-000000000001', 2, '2026-11-26 02:55:52.036705+00', 'state', '{"state": "succeeded"}');
INSERT INTO public.run_events (run_id, seq, at, type, data) VALUES ('20000000-0000-4000-8000-000000000002', 2, '2026-11-26 02:55:52.036705+00', 'state', '{"state": "succeeded"}');
INSERT INTO public.run_events (run_id, seq, at, type, data) VALUES ('20000000-0000-4000-8000-000000000003', 2, '2026-11-26 02:55:52.036705+00', 'state', '{"state": "failed"}');
INSERT INTO public.runs (id, kind, state, reason, detail, hint, request, result, dataset_id, model_id, requested_at, started_at, finished_at, cancel_requested_at, attempts, worker, claim, runtime, image_id, idempotency_key, request_sha256, last_seq) VALUES ('20000000-0000-4000-8000-000000000001', 'train', 'succeeded', NULL, NULL, NULL, '{"classes": ["Empty", "Taken"], "parameters": {"epochs": 1}, "description": "first", "model_version": null}', '{}', 1, 1, '2026-11-26 02:55:52.030406+00', '2026-11-26 02:55:52.030406+00', '2026-11-26 02:55:52.030406+00', NULL, 1, 'relay', NULL, 'runc', 'sha256:1', 'key', '\xc66790da5943c4466dd80634deb63f4e19f07e7f81624f222b86fecf9fff6445', 2);
INSERT INTO public.runs (id, kind, state, reason, detail, hint, request, result, dataset_id, model_id, requested_at, started_at, finished_at, cancel_requested_at, attempts, worker, claim, runtime, image_id, idempotency_key, request_sha256, last_seq) VALUES ('20000000-0000-4000-8000-000000000002', 'compile', 'succeeded', NULL, NULL, NULL, '{"classes": ["Empty", "Taken"], "parameters": {}, "description": "first", "model_version": 1}', '{}', NULL, 1, '2026-11-26 02:55:52.030406+00', '2026-11-26 02:55:52.030406+00', '2026-11-26 02:55:52.030406+00', NULL, 1, 'relay', NULL, 'runc', 'sha256:1', NULL, NULL, 2);
INSERT INTO public.runs (id, kind, state, reason, detail, hint, request, result, dataset_id, model_id, requested_at, started_at, finished_at, cancel_requested_at, attempts, worker, claim, runtime, image_id, idempotency_key, request_sha256, last_seq) VALUES ('20000000-0000-4000-8000-000000000003', 'train', 'failed', 'oom', NULL, NULL, '{"classes": [], "parameters": {}, "description": "", "model_version": null}', NULL, 1, NULL, '2026-11-26 02:55:52.030406+00', '2026-11-26 02:55:52.030406+00', '2026-11-26 02:55:52.030406+00', NULL, 1, 'relay', NULL, 'runc', 'sha256:1', NULL, NULL, 2);
INSERT INTO public.runs (id, kind, state, reason, detail, hint, request, result, dataset_id, model_id, requested_at, started_at, finished_at, cancel_requested_at, attempts, worker, claim, runtime, image_id, idempotency_key, request_sha256, last_seq) VALUES ('20000000-0000-4000-8000-000000000004', 'continue', 'queued', NULL, NULL, NULL, '{"classes": [], "parameters": {}, "description": "", "model_version": 1}', NULL, 1, 1, '2026-11-26 02:55:52.030406+00', NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, 1);
SELECT pg_catalog.setval('public.api_tokens_id_seq', 1, true);
SELECT pg_catalog.setval('public.bridges_id_seq', 2, true);
SELECT pg_catalog.setval('public.compiled_models_id_seq', 1, true);
SELECT pg_catalog.setval('public.dataset_files_id_seq', 3, true);
SELECT pg_catalog.setval('public.datasets_id_seq', 2, true);
SELECT pg_catalog.setval('public.devices_id_seq', 1, true);
SELECT pg_catalog.setval('public.knex_migrations_id_seq', 4, true);
SELECT pg_catalog.setval('public.knex_migrations_lock_index_seq', 1, true);
SELECT pg_catalog.setval('public.models_id_seq', 1, true);
ALTER TABLE ONLY public.api_tokens
    ADD CONSTRAINT api_tokens_name_key UNIQUE (name);
ALTER TABLE ONLY public.api_tokens
    ADD CONSTRAINT api_tokens_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.api_tokens
    ADD CONSTRAINT api_tokens_sha256_key UNIQUE (sha256);
ALTER TABLE ONLY public.artifacts
    ADD CONSTRAINT artifacts_pkey PRIMARY KEY (run_id, name);
ALTER TABLE ONLY public.blob_chunks
    ADD CONSTRAINT blob_chunks_pkey PRIMARY KEY (blob_id, seq);
ALTER TABLE ONLY public.blobs
    ADD CONSTRAINT blobs_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bridges
    ADD CONSTRAINT bridges_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.compiled_models
    ADD CONSTRAINT compiled_models_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.compiled_models
    ADD CONSTRAINT compiled_models_run_id_key UNIQUE (run_id);
ALTER TABLE ONLY public.dataset_files
    ADD CONSTRAINT dataset_files_dataset_id_path_key UNIQUE (dataset_id, path);
ALTER TABLE ONLY public.dataset_files
    ADD CONSTRAINT dataset_files_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.datasets
    ADD CONSTRAINT datasets_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.devices
    ADD CONSTRAINT devices_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.devices
    ADD CONSTRAINT devices_serial_key UNIQUE (serial);
ALTER TABLE ONLY public.installers
    ADD CONSTRAINT installers_name_key UNIQUE (name);
ALTER TABLE ONLY public.installers
    ADD CONSTRAINT installers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.knex_migrations_lock
    ADD CONSTRAINT knex_migrations_lock_pkey PRIMARY KEY (index);
ALTER TABLE ONLY public.knex_migrations
    ADD CONSTRAINT knex_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.model_versions
    ADD CONSTRAINT model_versions_pkey PRIMARY KEY (model_id, version);
ALTER TABLE ONLY public.model_versions
    ADD CONSTRAINT model_versions_run_id_key UNIQUE (run_id);
ALTER TABLE ONLY public.models
    ADD CONSTRAINT models_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.run_events
    ADD CONSTRAINT run_events_pkey PRIMARY KEY (run_id, seq);
ALTER TABLE ONLY public.runs
    ADD CONSTRAINT runs_idempotency_key_key UNIQUE (idempotency_key);
ALTER TABLE ONLY public.runs
    ADD CONSTRAINT runs_pkey PRIMARY KEY (id);
CREATE INDEX artifacts_blob ON public.artifacts USING btree (blob_id);
CREATE UNIQUE INDEX blobs_content ON public.blobs USING btree (sha256) WHERE (state = 'ready'::text);
CREATE INDEX blobs_lease ON public.blobs USING btree (lease_until);
CREATE INDEX compiled_models_model ON public.compiled_models USING btree (model_id, model_version);
CREATE INDEX dataset_files_blob ON public.dataset_files USING btree (blob_id);
CREATE INDEX dataset_files_label ON public.dataset_files USING btree (dataset_id, label);
CREATE INDEX devices_bridge ON public.devices USING btree (bridge_id);
CREATE INDEX runs_dataset ON public.runs USING btree (dataset_id);
CREATE INDEX runs_model ON public.runs USING btree (model_id);
CREATE INDEX runs_requested ON public.runs USING btree (requested_at DESC, id);
CREATE INDEX runs_unfinished ON public.runs USING btree (state) WHERE (state = ANY (ARRAY['queued'::text, 'running'::text]));
CREATE TRIGGER artifacts_added AFTER INSERT ON public.artifacts REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.keep_blobs();
CREATE TRIGGER artifacts_removed AFTER DELETE ON public.artifacts REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION public.let_go_of_blobs();
CREATE TRIGGER dataset_files_added AFTER INSERT ON public.dataset_files REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.keep_blobs();
CREATE TRIGGER dataset_files_removed AFTER DELETE ON public.dataset_files REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION public.let_go_of_blobs();
CREATE TRIGGER dataset_files_update_1_removed AFTER UPDATE ON public.dataset_files REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION public.let_go_of_blobs();
CREATE TRIGGER dataset_files_update_2_added AFTER UPDATE ON public.dataset_files REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.keep_blobs();
CREATE TRIGGER run_events_notify AFTER INSERT ON public.run_events FOR EACH ROW EXECUTE FUNCTION public.notify_run();
CREATE TRIGGER runs_notify AFTER UPDATE OF state, cancel_requested_at ON public.runs FOR EACH ROW EXECUTE FUNCTION public.notify_run();
ALTER TABLE ONLY public.artifacts
    ADD CONSTRAINT artifacts_blob_id_fkey FOREIGN KEY (blob_id) REFERENCES public.blobs(id);
ALTER TABLE ONLY public.artifacts
    ADD CONSTRAINT artifacts_run_id_fkey FOREIGN KEY (run_id) REFERENCES public.runs(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.blob_chunks
    ADD CONSTRAINT blob_chunks_blob_id_fkey FOREIGN KEY (blob_id) REFERENCES public.blobs(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.compiled_models
    ADD CONSTRAINT compiled_models_model_id_model_version_fkey FOREIGN KEY (model_id, model_version) REFERENCES public.model_versions(model_id, version) ON DELETE CASCADE;
ALTER TABLE ONLY public.compiled_models
    ADD CONSTRAINT compiled_models_run_id_fkey FOREIGN KEY (run_id) REFERENCES public.runs(id);
ALTER TABLE ONLY public.dataset_files
    ADD CONSTRAINT dataset_files_blob_id_fkey FOREIGN KEY (blob_id) REFERENCES public.blobs(id);
ALTER TABLE ONLY public.dataset_files
    ADD CONSTRAINT dataset_files_dataset_id_fkey FOREIGN KEY (dataset_id) REFERENCES public.datasets(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.devices
    ADD CONSTRAINT devices_bridge_id_fkey FOREIGN KEY (bridge_id) REFERENCES public.bridges(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.devices
    ADD CONSTRAINT devices_installer_id_fkey FOREIGN KEY (installer_id) REFERENCES public.installers(id);
ALTER TABLE ONLY public.model_versions
    ADD CONSTRAINT model_versions_dataset_id_fkey FOREIGN KEY (dataset_id) REFERENCES public.datasets(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.model_versions
    ADD CONSTRAINT model_versions_model_id_fkey FOREIGN KEY (model_id) REFERENCES public.models(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.model_versions
    ADD CONSTRAINT model_versions_run_id_fkey FOREIGN KEY (run_id) REFERENCES public.runs(id);
ALTER TABLE ONLY public.models
    ADD CONSTRAINT models_dataset_id_fkey FOREIGN KEY (dataset_id) REFERENCES public.datasets(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.run_events
    ADD CONSTRAINT run_events_run_id_fkey FOREIGN KEY (run_id) REFERENCES public.runs(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.runs
    ADD CONSTRAINT runs_dataset_id_fkey FOREIGN KEY (dataset_id) REFERENCES public.datasets(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.runs
    ADD CONSTRAINT runs_model_id_fkey FOREIGN KEY (model_id) REFERENCES public.models(id) ON DELETE SET NULL;
