// The colours that the reader chose, before anything is drawn. A classic script in the head, since a module runs after the first
// paint; src/theme.rs is where they are chosen.
try {
  const chosen = localStorage.getItem("hopcheck.theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {
  // No storage for this page: the colours are the system's.
}
