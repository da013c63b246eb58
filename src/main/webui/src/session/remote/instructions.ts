export type Element = string | number;

/** Lengths count characters of Unicode, as guacd does, and not the halves that JavaScript stores beyond the first 65,536. */
const lengthOf = (text: string) => (/[\ud800-\udfff]/.test(text) ? [...text].length : text.length);

export function encode(...elements: Element[]): string {
  return `${elements.map(element => `${lengthOf(String(element))}.${element}`).join(',')};`;
}

export class Malformed extends Error {}

/** Hands over the instructions of a message that holds whole ones. */
export function decode(message: string, take: (opcode: string, parameters: string[]) => void) {
  let at = 0;
  let elements: string[] = [];
  while (at < message.length) {
    const dot = message.indexOf('.', at);
    const length = dot < 0 ? NaN : Number(message.slice(at, dot));
    if (!Number.isInteger(length) || length < 0) throw new Malformed('An element has no length.');
    const end = endOf(message, dot + 1, length);
    elements.push(message.slice(dot + 1, end));
    const mark = message[end];
    if (mark !== ',' && mark !== ';') throw new Malformed('An element is longer or shorter than it says.');
    at = end + 1;
    if (mark === ';') {
      take(elements[0] ?? '', elements.slice(1));
      elements = [];
    }
  }
  if (elements.length) throw new Malformed('An instruction has no end.');
}

function endOf(message: string, start: number, characters: number): number {
  const end = start + characters;
  if (!/[\ud800-\udbff]/.test(message.slice(start, end))) return end;
  let at = start;
  for (let left = characters; left > 0 && at < message.length; left--) at += (message.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return at;
}
