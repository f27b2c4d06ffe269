// Runs before the first paint, which the page's own module is too late for; the setting wins once it is read.
const theme = localStorage.getItem('theme')
if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
