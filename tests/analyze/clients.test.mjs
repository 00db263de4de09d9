// The packages that call the Perspective API, unchanged, told nothing but another base address.
//
// Two of them have the address in their code. Each uses its own copy of axios, whose request hook is where one puts
// another address without touching the package; the third reads the API's description first and calls where that says.
import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {createRequire} from 'node:module';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {after, before, test} from 'node:test';

const binary = process.env.COMITY_BIN;
const require = createRequire(import.meta.url);
const insult = 'You are a stupid idiot and everyone knows it.';
const plain = 'The council meets on Tuesday to talk about the new bus line.';
let data, key, base, server;

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const {port} = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function ready(url) {
  for (const until = Date.now() + 30_000; Date.now() < until;) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await new Promise((again) => setTimeout(again, 20));
  }
  throw new Error('the server was not ready in 30 s');
}

before(async () => {
  data = mkdtempSync(join(tmpdir(), 'comity-analyze-'));
  const added = spawnSync(binary, ['admin', 'key', 'add', 'tests', '--data', data], {encoding: 'utf8'});
  assert.equal(added.status, 0, added.stderr);
  key = added.stdout.trim();
  const listen = `127.0.0.1:${await freePort()}`;
  base = `http://${listen}/`;
  server = spawn(binary, ['serve', '--only', 'analyze', '--data', data, '--listen', listen], {stdio: 'ignore'});
  await ready(`${base}readyz`);
});

after(() => {
  server?.kill();
  rmSync(data, {recursive: true, force: true});
});

// Sends what the package `name` would send to Google to `base` instead.
function pointAway(name) {
  const axios = require(require.resolve('axios', {paths: [dirname(require.resolve(name))]}));
  axios.interceptors.request.use((config) => {
    config.url = config.url.replace('https://commentanalyzer.googleapis.com/', base);
    return config;
  });
}

test('perspective-api-client', async () => {
  pointAway('perspective-api-client');
  const Perspective = require('perspective-api-client');
  const client = new Perspective({apiKey: key});
  const one = await client.analyze(insult);
  assert.ok(one.attributeScores.TOXICITY.summaryScore.value > 0.9);
  assert.deepEqual(one.languages, ['en']);
  const two = await client.analyze(`<p>${plain}</p>`, {attributes: ['toxicity', 'insult'], doNotStore: false});
  assert.deepEqual(Object.keys(two.attributeScores), ['TOXICITY', 'INSULT']);
  assert.ok(two.attributeScores.INSULT.summaryScore.value < 0.5);
  const whole = await client.analyze({comment: {text: insult}, languages: ['en'], clientToken: 'c-1',
                                      requestedAttributes: {INSULT: {scoreThreshold: 0.6}}});
  assert.equal(whole.clientToken, 'c-1');
  assert.equal(whole.attributeScores.INSULT.spanScores[0].end, insult.length);
  await assert.rejects(client.analyze(plain, {attributes: ['unsubstantial']}),
    (error) => error instanceof Perspective.ResponseError && error.response.status === 400 &&
      error.message === 'Attribute UNSUBSTANTIAL does not support request languages: en');
  await assert.rejects(new Perspective({apiKey: 'wrong'}).analyze(plain), /API key not valid/);
});

test('@conversationai/perspectiveapi-js-client', async () => {
  pointAway('@conversationai/perspectiveapi-js-client');
  const {Client} = require('@conversationai/perspectiveapi-js-client');
  const scores = await new Client(key).getScores(insult, {attributes: ['TOXICITY', 'PROFANITY']});
  assert.deepEqual(Object.keys(scores).sort(), ['PROFANITY', 'TOXICITY']);
  assert.ok(scores.TOXICITY > 0.9 && scores.PROFANITY <= 1);
  const context = {entries: [{text: plain, type: 'PLAIN_TEXT'}]};
  assert.ok((await new Client(key).getScores(plain, {attributes: ['INSULT'], context})).INSULT < 0.5);
  // Its default asks for SPAM too, which nothing here answers.
  await assert.rejects(new Client(key).getScores(plain), /status code 400/);
});

test("googleapis' discoverAPI", async () => {
  const {Discovery} = require('googleapis-common');
  const make = await new Discovery({}).discoverAPI(`${base}$discovery/rest?version=v1alpha1`);
  const client = make({});
  const resource = {comment: {text: insult}, requestedAttributes: {TOXICITY: {}, THREAT: {}}, languages: ['en']};
  const answer = await client.comments.analyze({key, resource});
  assert.equal(answer.status, 200);
  assert.ok(answer.data.attributeScores.TOXICITY.summaryScore.value > 0.9);
  assert.match(answer.data.comity.hash, /^sha256:[0-9a-f]{64}$/);
  const suggestion = {comment: {text: plain}, attributeScores: {TOXICITY: {summaryScore: {value: 0}}}, clientToken: 's'};
  assert.equal((await client.comments.suggestscore({key, resource: suggestion})).data.clientToken, 's');
  await assert.rejects(client.comments.analyze({key, resource: {...resource, languages: ['hy']}}),
    (error) => error.code === 400 || error.status === 400);
});

test('a page of another origin, with the key in a header', async () => {
  const preflight = await fetch(`${base}v1alpha1/comments:analyze`, {method: 'OPTIONS', headers: {
    Origin: 'https://news.example', 'Access-Control-Request-Method': 'POST',
    'Access-Control-Request-Headers': 'content-type,x-goog-api-key'}});
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get('access-control-allow-origin'), '*');
  assert.match(preflight.headers.get('access-control-allow-headers'), /X-Goog-Api-Key/i);
  const answer = await fetch(`${base}v1alpha1/comments:analyze`, {
    method: 'POST', headers: {'x-goog-api-key': key, Origin: 'https://news.example'},
    body: JSON.stringify({comment: {text: insult}, requestedAttributes: {TOXICITY: {}}})});
  assert.equal(answer.headers.get('access-control-allow-origin'), '*');
  assert.ok((await answer.json()).attributeScores.TOXICITY.summaryScore.value > 0.9);
});
