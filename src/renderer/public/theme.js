// Runs before the first paint, which the page's own module is too late for; the setting wins once it is read.
const { dataset } = document.documentElement
for (const name of ['theme', 'contrast', 'density']) {
  const value = localStorage.getItem(name)
  if (value !== null) dataset[name] = value
}
if (dataset.contrast !== 'more' && matchMedia('(prefers-contrast: more)').matches) dataset.contrast = 'more'
// What shows before the styles are there has the system's colours otherwise.
if (dataset.theme === 'light' || dataset.theme === 'dark')
  document.querySelector('meta[name="color-scheme"]').content = dataset.theme
