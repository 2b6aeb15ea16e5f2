// Hocuspocus with SQLite beside `bench_live.py`, as its documentation sets it up: PORT and FOLDER from the environment.
const { createRequire } = require('node:module');

const here = createRequire(`${process.cwd()}/`);
const { Server } = here('@hocuspocus/server');
const { SQLite } = here('@hocuspocus/extension-sqlite');

new Server({
  port: Number(process.env.PORT),
  address: '127.0.0.1',
  quiet: true,
  extensions: [new SQLite({ database: `${process.env.FOLDER}/hocuspocus.sqlite3` })],
}).listen();
