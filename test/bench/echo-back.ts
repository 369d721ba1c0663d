import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

/* Answers each request with what came in it. */
const server = createServer(async (request, response) => {
  const body = await text(request);
  response.writeHead(200, { 'content-type': 'application/json' }).end(body);
});

server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', 4096, () => {
  const address = server.address();
  process.send?.(typeof address === 'object' && address !== null ? address.port : 0);
});
process.on('disconnect', () => process.exit());
