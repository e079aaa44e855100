/**
 * The script of `report.html`, in the language of browsers, run under the page's policy by its digest. It makes elements
 * and sets their text, never markup. Without it the page is whole but for the filter and the findings beyond the first.
 */
export const pageScript = `'use strict';
(() => {
  const step = 200;
  const byId = (id) => document.getElementById(id);
  const form = byId('filters');
  const cards = byId('cards');
  if (!form || !cards) return;
  const island = byId('rest');
  const { strings, rows } = island ? JSON.parse(island.textContent) : { strings: [], rows: [] };
  const text = (packed) => (typeof packed === 'number' ? strings[packed] : packed);
  const make = (name, className, words) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (words !== undefined) element.textContent = words;
    return element;
  };
  const grouped = (n) => String(n).replace(/\\B(?=(\\d{3})+$)/g, ',');

  const unpack = (row) => {
    const [id, subject, modern, status, driftClass, severity, kind, title] = row.slice(0, 8).map(text);
    return { id, subject, modern, status, driftClass, severity, kind, title, cases: row[8][0], fields: row.slice(9) };
  };
  const fieldText = ([, packed], id) => text(packed).replace('\\u0000', () => id);

  const addField = (list, field, id) => {
    const label = text(field[0]);
    const words = fieldText(field, id);
    const dd = make('dd', 'f-' + label.replaceAll(' ', '-'));
    if (label === 'replay') dd.append(make('code', '', words));
    else if (field[2] < field[3]) dd.append(words.slice(0, field[2]), make('mark', '', words.slice(field[2], field[3])), words.slice(field[3]));
    else dd.textContent = words;
    list.append(make('dt', '', label), dd);
  };
  const build = (row) => {
    const card = unpack(row);
    const details = make('details', 'finding');
    details.id = 'f-' + card.id;
    const heading = make('h3');
    heading.append(make('span', 'kind ' + card.status, card.kind), ' ', make('span', 'where', card.subject), ' ', make('span', 'title', card.title));
    const more = card.driftClass + (card.severity === 'cosmetic' ? ', cosmetic' : '') + ' · ' + grouped(card.cases) + (card.cases === 1 ? ' case' : ' cases');
    const summary = make('summary');
    const input = card.fields.find((field) => text(field[0]) === 'input');
    const words = input ? fieldText(input, card.id) : '';
    summary.append(heading, ' ');
    if (words) summary.append(make('code', 'brief', words.length > 48 ? words.slice(0, 48) + '…' : words), ' ');
    summary.append(make('span', 'dim', more));
    const list = make('dl');
    for (const field of card.fields) addField(list, field, card.id);
    details.append(summary, list);
    addCopy(details);
    return details;
  };
  const addCopy = (details) => {
    for (const code of details.querySelectorAll('.f-replay code')) {
      const button = make('button', '', 'copy');
      button.type = 'button';
      button.addEventListener('click', () => copy(code, button));
      code.after(button);
    }
  };
  const copy = async (code, button) => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = 'copied';
    } catch {
      getSelection().selectAllChildren(code);
      button.textContent = 'selected: press Ctrl+C';
    }
    setTimeout(() => { button.textContent = 'copy'; }, 2000);
  };

  // One entry a finding: what filters look at, and its element, which those of the island get when they are shown.
  const entries = [];
  for (const element of cards.children) {
    const { subject, modern, status, class: driftClass } = element.dataset;
    entries.push({ id: element.id, subject, modern, status, class: driftClass, element, row: null, words: null });
    addCopy(element);
  }
  for (const row of rows) {
    const [id, subject, modern, status, driftClass] = row.slice(0, 5).map(text);
    entries.push({ id: 'f-' + id, subject, modern, status, class: driftClass, element: null, row, words: null });
  }
  const wordsOf = (entry) => {
    if (entry.words !== null) return entry.words;
    const { row, element } = entry;
    const all = row === null ? element.textContent : [...row.slice(0, 8).map(text), ...row.slice(9).map((field) => fieldText(field, text(row[0])))].join(' ');
    entry.words = all.toLowerCase();
    return entry.words;
  };
  const elementOf = (entry) => {
    if (entry.element === null) {
      entry.element = build(entry.row);
      entry.element.hidden = true;
      cards.append(entry.element);
    }
    return entry.element;
  };

  const shown = byId('shown');
  const moreButton = make('button', '', '');
  moreButton.type = 'button';
  moreButton.id = 'more';
  cards.after(moreButton);
  let limit = step;
  const wanted = () => {
    const words = form.elements.text.value.trim().toLowerCase().split(/\\s+/).filter(Boolean);
    const choices = ['subject', 'modern', 'status', 'class'].filter((name) => form.elements[name]?.value);
    return entries.filter(
      (entry) => choices.every((name) => entry[name] === form.elements[name].value) && words.every((word) => wordsOf(entry).includes(word)),
    );
  };
  const show = () => {
    const found = wanted();
    const visible = new Set(found.slice(0, limit).map(elementOf));
    for (const { element } of entries) if (element !== null) element.hidden = !visible.has(element);
    const left = found.length - visible.size;
    moreButton.hidden = left === 0;
    moreButton.textContent = 'show ' + grouped(Math.min(step, left)) + ' more';
    const all = found.length === entries.length ? '' : ' of ' + grouped(entries.length);
    shown.textContent = grouped(found.length) + all + (entries.length === 1 ? ' finding' : ' findings') + (left > 0 ? ', ' + grouped(visible.size) + ' shown' : '');
  };
  const restart = () => {
    limit = step;
    show();
  };
  let waiting = 0;
  form.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(restart, 80);
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  moreButton.addEventListener('click', () => {
    const first = entries.filter(({ element }) => element !== null && !element.hidden).length;
    limit += step;
    show();
    // The button moved away from under the keyboard: go on at the first of the new ones.
    wanted()[first]?.element?.querySelector('summary').focus();
  });
  const openAll = (open) => {
    for (const { element } of entries) if (element !== null && !element.hidden) element.open = open;
  };
  byId('open-all').addEventListener('click', () => openAll(true));
  byId('close-all').addEventListener('click', () => openAll(false));

  const followHash = () => {
    let id = location.hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {
      // Typed by hand: it is what it is.
    }
    const entry = entries.find((one) => one.id === id);
    if (entry === undefined) return;
    const element = elementOf(entry);
    element.hidden = false;
    element.open = true;
    element.scrollIntoView();
    element.querySelector('summary').focus();
  };
  addEventListener('hashchange', followHash);
  let closed = [];
  addEventListener('beforeprint', () => {
    closed = [...document.querySelectorAll('details:not([open])')];
    for (const details of closed) details.open = true;
  });
  addEventListener('afterprint', () => {
    for (const details of closed) details.open = false;
  });

  byId('rest-note')?.remove();
  form.hidden = false;
  show();
  followHash();
})();
`;
