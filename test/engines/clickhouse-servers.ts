/** Three servers of ClickHouse on loopback that know of each other as the cluster `three`, with a user `ada` who has a password. */

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findProgram, freePort, password, type Server, serverFolder, startServer } from "./server.ts";

/** Null where it is not installed. */
export const clickhouseProgram = findProgram("clickhouse-server");

export interface ClickhouseNode extends Server {
  /** Asks by HTTP; the answer as it comes. */
  readonly run: (statement: string) => Promise<string>;
}

export interface ClickhouseCluster {
  readonly nodes: readonly ClickhouseNode[];
  /** Of the first server. */
  readonly httpsPort: number;
  readonly url: (login: string, rest: string) => string;
  readonly stop: () => Promise<void>;
}

interface Ports {
  readonly http: number;
  readonly https: number;
  readonly tcp: number;
  readonly between: number;
}

/** A certificate and its key, as paths. */
export interface ClickhouseTls {
  readonly cert: string;
  readonly key: string;
}

/** `tls`: what each server shows at `httpsPort`; null for none. */
export async function startClickhouse(
  count = 3,
  tls: ClickhouseTls | null = null,
): Promise<ClickhouseCluster> {
  const root = await serverFolder("clickhouse");
  const ports: Ports[] = [];
  for (let i = 0; i < count; i++)
    ports.push({
      http: await freePort(),
      https: await freePort(),
      tcp: await freePort(),
      between: await freePort(),
    });
  const nodes = await Promise.all(
    ports.map((own, i) => startNode(join(root, `node${i + 1}`), own, ports, tls)),
  );
  return {
    nodes,
    httpsPort: ports[0]!.https,
    url: (login, rest) => `clickhouse://${login}@127.0.0.1:${ports[0]!.http}${rest}`,
    stop: async () => {
      await Promise.all(nodes.map((node) => node.stop()));
    },
  };
}

const escaped = password.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

async function startNode(
  folder: string,
  { http, https, tcp, between }: Ports,
  all: readonly Ports[],
  tls: ClickhouseTls | null,
): Promise<ClickhouseNode> {
  await mkdir(join(folder, "tmp"), { recursive: true });
  const shards = all.map(
    ({ tcp: port }) =>
      `<shard><replica><host>127.0.0.1</host><port>${port}</port><user>ada</user><password>${escaped}</password></replica></shard>`,
  );
  const secure =
    tls === null
      ? ""
      : `<https_port>${https}</https_port>
  <openSSL><server><certificateFile>${tls.cert}</certificateFile><privateKeyFile>${tls.key}</privateKeyFile><verificationMode>none</verificationMode></server></openSSL>`;
  await writeFile(
    join(folder, "config.xml"),
    `<yandex>
  <logger><level>debug</level><console>1</console></logger>
  <http_port>${http}</http_port><tcp_port>${tcp}</tcp_port><interserver_http_port>${between}</interserver_http_port>
  ${secure}
  <listen_host>127.0.0.1</listen_host>
  <path>${folder}/data/</path><tmp_path>${folder}/tmp/</tmp_path>
  <users_config>users.xml</users_config><default_profile>default</default_profile><default_database>default</default_database>
  <mark_cache_size>104857600</mark_cache_size>
  <remote_servers><three>${shards.join("")}</three></remote_servers>
</yandex>`,
  );
  const may = "<networks><ip>::/0</ip></networks><quota>default</quota>";
  await writeFile(
    join(folder, "users.xml"),
    `<yandex>
  <profiles><default/><reader><readonly>1</readonly></reader></profiles><quotas><default/></quotas>
  <users>
    <ada><password>${escaped}</password>${may}<profile>default</profile></ada>
    <eve><password>${escaped}</password>${may}<profile>reader</profile></eve>
    <default><password></password><networks><ip>::1</ip></networks><quota>default</quota><profile>reader</profile></default>
  </users>
</yandex>`,
  );
  const run = async (statement: string): Promise<string> => {
    const answer = await fetch(`http://127.0.0.1:${http}/`, {
      method: "POST",
      body: statement,
      headers: { "X-ClickHouse-User": "ada", "X-ClickHouse-Key": password },
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(text);
    return text;
  };
  const server = await startServer({
    program: clickhouseProgram!,
    words: [`--config-file=${join(folder, "config.xml")}`],
    folder,
    port: http,
    ask: () => run("select 1"),
  });
  return { ...server, run };
}
