// Runs before the first paint, which the page's own module is too late for; the setting wins once it is read.
for (const name of ['theme', 'contrast', 'density']) {
  const value = localStorage.getItem(name)
  if (value !== null) document.documentElement.dataset[name] = value
}
