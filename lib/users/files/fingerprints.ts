import { hash } from 'node:crypto';

const FIRST_SIZE = 1_024;
const FULL_AT = 0.6;

/**
 * Texts that were seen, in 16 bytes each: by 64 bits of their SHA-256. Of a million texts one is taken for
 * another with a chance of 3 in 100 million.
 */
export class Fingerprints {
  private slots = new BigUint64Array(FIRST_SIZE);
  private count = 0;

  /** @returns false when it was there already */
  add(text: string): boolean {
    if (this.count >= this.slots.length * FULL_AT) this.grow();
    // Zero marks an empty slot.
    return this.put(BigInt(`0x${hash('sha256', text, 'hex').slice(0, 16)}`) || 1n);
  }

  private put(print: bigint): boolean {
    const size = BigInt(this.slots.length);
    for (let at = Number(print % size); ; at = (at + 1) % this.slots.length) {
      if (this.slots[at] === print) return false;
      if (this.slots[at] !== 0n) continue;
      this.slots[at] = print;
      this.count += 1;
      return true;
    }
  }

  private grow(): void {
    const old = this.slots;
    this.slots = new BigUint64Array(old.length * 2);
    this.count = 0;
    for (const print of old) if (print !== 0n) this.put(print);
  }
}
