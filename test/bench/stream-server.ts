import { createServer, type ServerResponse } from 'node:http';

const pieces = 60;
/** How long somebody waits for the next piece of a model that takes its time. */
const paceMs = 10;
const waiting: ServerResponse[] = [];

const event = (content: object) => `data: ${JSON.stringify({ id: 'gen-1', model: 'some/model', ...content })}\n\n`;
const said = event({
  choices: [{ index: 0, delta: { role: 'assistant', content: ' and the kettle' }, finish_reason: null }],
});
const usage = { prompt_tokens: 412, completion_tokens: 180, total_tokens: 592, cost: 0.0021 };
const end = [
  event({ choices: [{ index: 0, delta: { content: '' }, finish_reason: 'stop' }] }),
  event({ choices: [], usage }),
  'data: [DONE]\n\n',
].join('');

/* Speaks as fast as it is listened to, in pieces of their own, or begins and waits until it is told to go on. */
const server = createServer(async (request, response) => {
  for await (const _ of request.resume());
  if (request.url?.startsWith('/go/') === true) {
    const expected = Number(request.url.slice('/go/'.length));
    while (waiting.length < expected) await new Promise(setImmediate);
    for (const each of waiting.splice(0)) each.end(end);
    return void response.end('gone');
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(': OPENROUTER PROCESSING\n\n');
  const isPaced = request.url?.startsWith('/paced/') === true;
  for (let piece = 0; piece < pieces; piece++) {
    response.write(said);
    await new Promise(resolve => (isPaced ? setTimeout(resolve, paceMs) : setImmediate(resolve)));
  }
  if (request.url?.startsWith('/held/') === true) waiting.push(response);
  else response.end(end);
});

server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', 4096, () => {
  const address = server.address();
  process.send?.(typeof address === 'object' && address !== null ? address.port : 0);
});
process.on('disconnect', () => process.exit());
