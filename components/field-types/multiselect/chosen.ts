/** What the control holds, JSON's text of a list, as the list. */
export function chosenIn(text: string): string[] {
  if (text === '') return [];
  const list: unknown = JSON.parse(text);
  return Array.isArray(list) ? list.map(String) : [];
}

/** A list as the control holds it; nothing chosen is no value. */
export const heldOf = (chosen: readonly string[]): string => (chosen.length === 0 ? '' : JSON.stringify(chosen));

/** With or without one, in the options' order. */
export function toggled(order: readonly string[], chosen: readonly string[], value: string): string[] {
  const next = new Set(chosen);
  if (!next.delete(value)) next.add(value);
  return [...order.filter((one) => next.has(one)), ...chosen.filter((one) => next.has(one) && !order.includes(one))];
}
