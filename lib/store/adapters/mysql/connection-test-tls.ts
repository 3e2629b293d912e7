import type { Socket } from 'node:net';
import { fail, openSocket, pass, type Finding, type TestState } from '../../network/check-finding';
import { handshake } from '../../network/handshake';
import { tlsOptions, type MysqlConnection } from './connection';

/** A server's socket is named by its path. */
export const socketOf = (path: string): string => path;

/* MySQL manual, "Connection Phase Packets": capabilities of `Protocol::HandshakeV10` and `Protocol::SSLRequest`. */
const CLIENT_SSL = 0x0800;
const CLIENT_PROTOCOL_41 = 0x0200;
const CLIENT_SECURE_CONNECTION = 0x8000;
const UTF8MB4 = 45;
const MAX_PACKET = 0x01000000;
const HEADER = 4;
const REQUEST = 32;
/** From the end of the version's text to the lower capabilities: thread id, eight bytes of salt, a filler. */
const BEFORE_CAPABILITIES = 4 + 8 + 1;

/** Negotiates TLS by hand, so that "not offered", "not trusted" and "broken" are told apart. */
export async function checkTls({ target }: TestState<MysqlConnection>): Promise<Finding> {
  const options = tlsOptions(target);
  if (!options) return { ...pass('tls_off'), skipped: true };
  const { verifyIdentity, ...rest } = options;
  const socket = await openSocket(target, socketOf);
  try {
    const greeting = await firstPacket(socket);
    const capabilities = greeting && capabilitiesOf(greeting);
    if (capabilities === null) return fail('tls_failed', { reason: 'no_answer' });
    if ((capabilities & CLIENT_SSL) === 0) return fail('tls_not_supported');
    socket.write(sslRequest());
    return await handshake(socket, target.host, verifyIdentity ? rest : { ...rest, checkServerIdentity: () => undefined });
  } finally {
    socket.destroy();
  }
}

/** The server speaks first. */
function firstPacket(socket: Socket): Promise<Buffer | null> {
  return new Promise((resolve) => {
    let heard = Buffer.alloc(0);
    const listen = (data: Buffer): void => {
      heard = Buffer.concat([heard, data]);
      if (heard.length < HEADER || heard.length < HEADER + heard.readUIntLE(0, 3)) return;
      socket.off('data', listen);
      // Paused, so that nothing of the encrypted talk is lost before somebody listens to it.
      socket.pause();
      resolve(heard.subarray(HEADER));
    };
    socket.on('data', listen);
    socket.once('close', () => resolve(null));
  });
}

/** Lower capabilities of the greeting; null when it is none. */
function capabilitiesOf(greeting: Buffer): number | null {
  const end = greeting.indexOf(0, 1);
  const at = end + 1 + BEFORE_CAPABILITIES;
  return greeting[0] === 10 && end > 0 && greeting.length >= at + 2 ? greeting.readUInt16LE(at) : null;
}

function sslRequest(): Buffer {
  const packet = Buffer.alloc(HEADER + REQUEST);
  packet.writeUIntLE(REQUEST, 0, 3);
  packet.writeUInt8(1, 3);
  packet.writeUInt32LE(CLIENT_SSL | CLIENT_PROTOCOL_41 | CLIENT_SECURE_CONNECTION, HEADER);
  packet.writeUInt32LE(MAX_PACKET, HEADER + 4);
  packet.writeUInt8(UTF8MB4, HEADER + 8);
  return packet;
}
