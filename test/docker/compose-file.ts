import { parse } from 'yaml';
import { z } from 'zod';
import { read } from '../../testkit/machine/project-files.ts';

const mount = z.object({
  type: z.string(),
  source: z.string(),
  target: z.string(),
  read_only: z.boolean().optional(),
  bind: z.object({ create_host_path: z.boolean() }).optional(),
});

const service = z.object({
  image: z.string(),
  user: z.string(),
  build: z.object({ context: z.string(), dockerfile: z.string() }).optional(),
  profiles: z.array(z.string()).default([]),
  command: z.array(z.string()).default([]),
  read_only: z.boolean().optional(),
  init: z.boolean().optional(),
  privileged: z.boolean().optional(),
  cap_add: z.array(z.string()).default([]),
  cap_drop: z.array(z.string()).default([]),
  security_opt: z.array(z.string()).default([]),
  restart: z.string().optional(),
  stop_grace_period: z.string().optional(),
  mem_limit: z.string().optional(),
  pids_limit: z.number().optional(),
  environment: z.record(z.string(), z.string()).default({}),
  secrets: z.array(z.string()).default([]),
  volumes: z.array(z.union([z.string(), mount])).default([]),
  ports: z.array(z.string()).default([]),
  networks: z.array(z.string()).default([]),
  network_mode: z.string().optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
});

const composeFile = z.object({
  services: z.record(z.string(), service),
  networks: z.record(
    z.string(),
    z.object({
      internal: z.boolean().optional(),
      ipam: z.object({ config: z.array(z.object({ subnet: z.string(), gateway: z.string() })) }).optional(),
    }),
  ),
  secrets: z.record(z.string(), z.object({ file: z.string() })),
});

export type Service = z.infer<typeof service>;

/** `docker/compose.yaml` with its YAML aliases resolved, as anything may be. */
export function readComposeYaml(): unknown {
  return parse(read('docker/compose.yaml'), { merge: true });
}

/** The same, typed: what the tests look at. */
export function readCompose(): z.infer<typeof composeFile> {
  return composeFile.parse(readComposeYaml());
}

export function serviceNamed(name: string): Service {
  const found = readCompose().services[name];
  if (found === undefined) throw new Error(`no service ${name} in the compose file`);
  return found;
}

/** Fills in `${NAME:-default}` and `${NAME:?message}` as compose does; a required variable that is absent throws. */
export function interpolate(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replaceAll(
    /\$\{(\w+)(?::([-?])([^}]*))?\}/g,
    (_all, name: string, kind?: string, rest?: string) => {
      const value = variables[name] || (kind === '-' ? rest : undefined);
      if (value === undefined) throw new Error(`${name}: ${rest ?? 'is not set'}`);
      return value;
    },
  );
}

/** The environment that a service's container gets, given what the operator set. */
export function environmentOf(
  name: string,
  variables: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const entries = Object.entries(serviceNamed(name).environment);
  return Object.fromEntries(entries.map(([key, text]) => [key, interpolate(text, variables)]));
}
