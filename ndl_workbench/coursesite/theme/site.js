// Furo opens its side panels with labels, which no key can reach: a screen that is narrow, or magnified, needs them.
const PANELS = { __navigation: 'All pages', __toc: 'Contents of this page' };
for (const [id, name] of Object.entries(PANELS)) {
  const panel = document.getElementById(id);
  document.addEventListener('keydown', event => { if (event.key === 'Escape' && panel.checked) panel.click(); });
  for (const label of document.querySelectorAll(`label[for="${id}"]:not(.overlay)`)) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = label.className;
    button.innerHTML = label.innerHTML;
    button.setAttribute('aria-label', name);
    const tell = () => button.setAttribute('aria-expanded', String(panel.checked));
    button.addEventListener('click', () => panel.click());
    panel.addEventListener('change', tell);
    tell();
    label.replaceWith(button);
  }
}

// The placement quiz: adds up what the chosen answers point to. Nothing is stored and nothing is sent.
for (const form of document.querySelectorAll('form.placement')) {
  const said = form.querySelector('[role="status"]');
  const button = form.querySelector('button');
  const titles = JSON.parse(form.dataset.places);
  button.hidden = false;
  form.addEventListener('submit', event => {
    event.preventDefault();
    const chosen = [...form.querySelectorAll('input:checked')].map(input => input.dataset);
    said.replaceChildren(...suggestion(chosen, titles));
  });
}

function suggestion(chosen, titles) {
  if (!chosen.length) return [paragraph('Choose an answer to one question at least.')];
  const scores = new Map(Object.keys(titles).map(course => [course, 0]));
  for (const answer of chosen) if (scores.has(answer.course)) scores.set(answer.course, scores.get(answer.course) + Number(answer.points));
  const ordered = [...scores].sort((a, b) => b[1] - a[1]);
  const [course, score] = ordered[0];
  if (!score) return [paragraph('Your answers point to no course: you would judge well already. Take the one whose title you like best.')];
  const own = chosen.filter(answer => answer.course === course);
  const units = new Map();
  for (const answer of own) if (answer.unit) units.set(answer.unit, (units.get(answer.unit) || 0) + Number(answer.points));
  const unit = [...units].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(pair => pair[0])[0] || '';
  const begin = document.createElement('p');
  const link = document.createElement('a');
  link.href = unit ? titles[course].units[unit].address : titles[course].address;
  link.textContent = unit ? `${titles[course].title}, ${titles[course].units[unit].title}` : titles[course].title;
  begin.append('Begin with: ', link, '.');
  const why = document.createElement('ul');
  for (const text of new Set(own.map(answer => answer.because))) {
    const item = document.createElement('li');
    item.textContent = text;
    why.append(item);
  }
  const rest = ordered.slice(1).filter(pair => pair[1]).map(pair => titles[pair[0]].title);
  return [begin, paragraph('Why:'), why, ...(rest.length ? [paragraph(`After that: ${rest.join(', ')}.`)] : [])];
}

function paragraph(text) {
  const made = document.createElement('p');
  made.textContent = text;
  return made;
}
