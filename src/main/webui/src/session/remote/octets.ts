import type { InputStream, OutputStream } from 'guacamole-common-js';

/** As much as fits into one instruction of guacd. */
export const BLOB_BYTES = 6048;

export const toBase64 = (octets: Uint8Array) => btoa(String.fromCharCode(...octets));
export const fromBase64 = (text: string) => Uint8Array.from(atob(text), character => character.charCodeAt(0));

export function sendOctets(stream: OutputStream, octets: Uint8Array): number {
  let blobs = 0;
  for (let at = 0; at < octets.length; at += BLOB_BYTES, blobs++) stream.sendBlob(toBase64(octets.subarray(at, at + BLOB_BYTES)));
  return blobs;
}

export function sendText(stream: OutputStream, text: string) {
  sendOctets(stream, new TextEncoder().encode(text));
  stream.sendEnd();
}

/** @param acknowledged when the other side waits for an answer to each part */
export function readText(stream: InputStream, done: (text: string) => void, acknowledged = false) {
  const decoder = new TextDecoder();
  let text = '';
  stream.onblob = part => {
    text += decoder.decode(fromBase64(part), { stream: true });
    if (acknowledged) stream.sendAck('OK', 0);
  };
  stream.onend = () => done(text + decoder.decode());
}
