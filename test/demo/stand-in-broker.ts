import { createServer } from 'node:http';

/** Behaves towards the launcher as the broker does: ready after a moment, drains on SIGTERM, ends with its parent. */
const server = createServer((request, response) => {
  if (request.url === '/crash') process.exit(3);
  response.writeHead(request.url === '/health/ready' ? 200 : 404).end(process.argv.slice(2).join(' '));
});
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => {
  console.log('draining');
  server.closeAllConnections();
  server.close(() => process.exit(0));
});
process.on('disconnect', () => process.exit(0));
server.listen(Number(process.env['SLUIS_PORT']), 'localhost');
