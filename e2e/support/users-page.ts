import { expect, type Locator, type Page } from '@playwright/test';
import { control, type Words } from './words';

/** A tenant's users as a person works on them. */
export class UsersPage {
  constructor(
    private readonly page: Page,
    private readonly words: Words,
  ) {}

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  row(email: string): Locator {
    return this.page.getByRole('row').filter({ hasText: email });
  }

  /** Fills in controls of the open form by their labels. */
  async fill(values: Record<string, string>): Promise<void> {
    for (const [label, value] of Object.entries(values)) await control(this.dialog, this.words, label).fill(value);
  }

  async openNew(): Promise<void> {
    await this.page.getByRole('button', { name: this.words('users.new') }).first().click();
    await expect(control(this.dialog, this.words, this.words('users.column.email'))).toBeFocused();
  }

  async submit(): Promise<void> {
    await this.dialog.getByRole('button', { name: this.words('users.create') }).click();
  }

  async create(values: Record<string, string>): Promise<void> {
    await this.openNew();
    await this.fill(values);
    await this.submit();
    await expect(this.dialog).toHaveCount(0);
  }

  async choose(email: string, entry: 'edit' | 'disable' | 'enable' | 'delete'): Promise<void> {
    await this.page.getByRole('button', { name: this.words('users.actionsOf', { email }) }).click();
    await this.page.getByRole('menuitem', { name: this.words(`users.${entry}`), exact: true }).click();
  }

  /** Asks one more question of the list. */
  async filter(column: string, operator: 'eq', value: string): Promise<void> {
    const { page, words } = this;
    const opener = page.getByRole('button', { name: words('users.addFilter'), exact: true });
    await opener.click();
    await control(page, words, words('users.filterColumn')).selectOption({ label: column });
    await control(page, words, words('users.filterOperator')).selectOption({ label: words(`users.operator.${operator}`) });
    const answer = control(page, words, words('users.filterValue'));
    if ((await answer.evaluate((element) => element.tagName)) === 'SELECT') await answer.selectOption({ label: value });
    else await answer.fill(value);
    await answer.press('Tab');
    await page.getByRole('button', { name: words('users.applyFilter'), exact: true }).press('Enter');
    await expect(page.getByRole('button', { name: words('users.removeFilter', { name: column }) })).toBeVisible();
  }
}
