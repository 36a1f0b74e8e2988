/**
 * Keeps the page's `[data-live]` parts (each with an id) true while it is open, and says what it says now: the page's one status for those
 * who hear it. `source`: where the server says that something changed.
 */
export const LiveWords = ({ source, words }: { readonly source: string; readonly words: string }) => (
  <p class="soft live-words" role="status" data-island="live" data-source={source}>
    <span data-live-words data-live={`En direct : ${words}`} data-stopped="Arrêté : rechargez la page pour la suite." />
  </p>
)
