import { expect, test } from './fixtures.ts'
import { env, filter, rows, tell } from './story-app.ts'

test(
  'facets narrow the timeline down by mouse and by key, and a filter is kept under a name',
  { tag: '@page' },
  async ({ launch }) => {
    const app = await launch({ env })
    const { page } = app
    await tell(app, 'joinerOkta', 'joinerGoogle')
    const views = page.getByRole('navigation', { name: 'Views' })
    const all = 12
    await expect(rows(page)).toHaveCount(all)
    const providers = views.getByRole('toolbar', { name: 'Filter by providers' })

    await providers.getByRole('button', { name: /^Okta/ }).click()
    await expect(filter(page)).toHaveValue('provider:okta')
    await expect(providers.getByRole('button', { name: /^Okta/ })).toHaveAttribute('aria-pressed', 'true')
    await expect.poll(() => rows(page).count()).toBeLessThan(all)

    // By key: down to the next one, which is left out.
    await page.keyboard.press('ArrowDown')
    await expect(providers.getByRole('button', { name: /^Google/ })).toBeFocused()
    await page.keyboard.press('-')
    await expect(filter(page)).toHaveValue('provider:okta -provider:google')
    await expect(providers.getByRole('button', { name: /^Not Google/ })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(filter(page)).toHaveValue('provider:okta')

    await page.getByRole('button', { name: 'Save the filter' }).click()
    await page.getByLabel('Name of this filter').fill('Okta only')
    await page.keyboard.press('Enter')
    const saved = views
      .getByRole('region', { name: 'Saved filters' })
      .getByRole('button', { name: 'Okta only', exact: true })
    await expect(saved).toHaveAttribute('aria-current', 'true')
    await page.getByRole('button', { name: 'Clear the filter' }).click()
    await expect(rows(page)).toHaveCount(all)
    await page.reload()
    await saved.click()
    await expect(filter(page)).toHaveValue('provider:okta')
    await saved.press('Delete')
    await expect(saved).toBeHidden()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(saved).toBeVisible()

    // In a narrow window they are behind a button.
    await page.setViewportSize({ width: 900, height: 800 })
    await views.getByRole('button', { name: 'Facets' }).click()
    const floating = page.getByRole('dialog', { name: 'Facets and saved filters' })
    await expect(floating.getByRole('button', { name: /^Okta only/ }).first()).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(floating).toBeHidden()
  }
)

test(
  'the filter box completes tokens and values, and offers what was used lately',
  { tag: '@page' },
  async ({ launch }) => {
    const app = await launch({ env })
    const { page } = app
    await tell(app, 'joinerOkta')
    const offered = page.getByRole('option')

    await page.keyboard.press('/')
    await page.keyboard.type('-act')
    await expect(offered).toHaveText([/^action:/])
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    // A token that waits for its value is no mistake.
    await expect(filter(page)).toHaveValue('-action:')
    await expect(page.getByText('needs a value')).toBeHidden()
    await expect(offered.first()).toContainText('action:created')
    await page.keyboard.type('del')
    await expect(offered).toHaveText([/^action:deleted/])
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(filter(page)).toHaveValue('-action:deleted ')
    await expect(page.getByText('Events that do not have action deleted.')).toBeVisible()

    // Escape closes the list first, then clears, then leaves.
    await page.keyboard.type('org:')
    await expect(offered.first()).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(offered).toHaveCount(0)
    await page.keyboard.press('Escape')
    await expect(filter(page)).toHaveValue('')
    await filter(page).click()
    await expect(offered.first()).toContainText('-action:deleted')
    await offered.first().click()
    await expect(filter(page)).toHaveValue('-action:deleted')
  }
)
