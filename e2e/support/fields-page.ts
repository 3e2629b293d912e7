import { expect, type Locator, type Page } from '@playwright/test';
import { control, type Words } from './words';

export interface NewField {
  name: string;
  type: 'text' | 'integer' | 'boolean';
  switches?: ('required' | 'unique' | 'indexed')[];
  default?: string;
}

/** A tenant's fields as a person works on them. */
export class FieldsPage {
  constructor(
    private readonly page: Page,
    private readonly words: Words,
  ) {}

  get drawer(): Locator {
    return this.page.getByRole('dialog');
  }

  row(name: string): Locator {
    return this.page.locator(`[data-field="${name}"]`);
  }

  /** Fills the drawer in by the keyboard: it opens on its first input, and Enter keeps what was decided. */
  async add({ name, type, switches = [], default: byDefault }: NewField): Promise<void> {
    const { page, words, drawer } = this;
    await page.getByRole('button', { name: words('fields.add') }).press('Enter');
    await expect(control(drawer, words, words('fields.name'))).toBeFocused();
    await page.keyboard.type(name);
    await control(drawer, words, words('fields.type')).selectOption({ label: words(`fields.types.${type}`) });
    for (const one of switches) await drawer.getByRole('checkbox', { name: words(`fields.${one}`), exact: true }).press('Space');
    if (byDefault !== undefined) await control(drawer, words, words('fields.default')).selectOption({ label: byDefault });
    await expect(drawer.locator('code').filter({ hasText: `"${name}"` })).toBeVisible();
    await control(drawer, words, words('fields.name')).press('Enter');
    await expect(this.row(name)).toHaveAttribute('data-mark', 'add');
  }

  /** Opens what can be done with a field and chooses one of it. */
  async choose(name: string, entry: 'edit' | 'drop' | 'undo'): Promise<void> {
    await this.page.getByRole('button', { name: this.words('fields.actionsOf', { name }) }).click();
    await this.page.getByRole('menuitem', { name: this.words(`fields.${entry}`) }).click();
  }

  async edit(name: string, change: (drawer: Locator) => Promise<void>): Promise<void> {
    await this.choose(name, 'edit');
    await change(this.drawer);
    await this.drawer.getByRole('button', { name: this.words('fields.keep'), exact: true }).click();
    await expect(this.drawer).toHaveCount(0);
  }

  /** From the pending changes to the plan. */
  async review(changed: number): Promise<Locator> {
    await expect(this.page.getByText(this.words('fields.pending', { count: changed }))).toBeVisible();
    await this.page.getByRole('button', { name: this.words('fields.review') }).click();
    await expect(this.drawer.getByRole('heading', { name: this.words('fields.planTitle') })).toBeVisible();
    await expect(this.drawer.locator('[aria-busy=true]')).toHaveCount(0);
    return this.drawer;
  }

  /** Runs what was reviewed, and watches it to its end. */
  async apply(): Promise<void> {
    await this.drawer.getByRole('button', { name: this.words('fields.apply'), exact: true }).click();
    await expect(this.drawer.getByText(this.words('fields.appliedTitle'))).toBeVisible({ timeout: 30_000 });
    await this.drawer.getByRole('button', { name: this.words('common.close') }).first().click();
    await expect(this.drawer).toHaveCount(0);
  }
}
