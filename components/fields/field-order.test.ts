import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { inOrder, movedKeys, withOrder } from './field-order';
import { rowsOf, type FieldCommand } from './pending-changes';
import { fieldNamed } from './testing/field-named';

const fieldsOf = (orders: readonly number[]) => orders.map((order, at) => fieldNamed(`f${at}`, { order }));
const add: FieldCommand = { op: 'add', name: 'extra', type: 'text' };

describe('the order of fields', () => {
  it('is that of the list with unknown rows at the end', () => {
    const rows = rowsOf(fieldsOf([1, 2]), [add]);
    const [first, second, third] = rows.map(({ key }) => key);
    expect(inOrder(rows, [second ?? '', first ?? '']).map(({ key }) => key)).toEqual([second, first, third]);
    expect(inOrder(rows, null)).toEqual(rows);
  });

  it('names as moved only what was moved', () => {
    expect([...movedKeys(['a', 'b', 'c', 'd'], ['d', 'a', 'b', 'c'])]).toEqual(['d']);
    expect([...movedKeys(['a', 'b'], ['a', 'new', 'b'])]).toEqual(['new']);
  });

  it('renumbers as few as can be, and gives a number to an added one', () => {
    const fields = fieldsOf([10, 20, 30]);
    const rows = inOrder(rowsOf(fields, [add]), ['new-0', ...fields.map(({ id }) => id)]);
    expect(withOrder([add], rows)).toEqual([{ ...add, order: 1 }]);
    const [a, b, c] = rowsOf(fields, []);
    expect(withOrder([], [c, a, b].filter((row) => row !== undefined))).toEqual([{ op: 'alter', id: fields[2]?.id, order: 0 }]);
  });

  test.prop([fc.array(fc.nat({ max: 30 }), { maxLength: 20 }), fc.boolean()])('ascends whatever the numbers were', (orders, added) => {
    const changes = added ? [add] : [];
    const rows = rowsOf(fieldsOf(orders), changes).reverse();
    const commands = withOrder(changes, rows);
    const numbers = rows.map(({ field, at }) => {
      const command = at === null ? commands.find((one) => one.op === 'alter' && one.id === field.id) : commands[at];
      return command && 'order' in command ? (command.order ?? -1) : field.order;
    });
    expect(numbers.every((order, at) => at === 0 || order > (numbers[at - 1] ?? 0))).toBe(true);
  });
});
