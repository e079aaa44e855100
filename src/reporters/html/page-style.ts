/** The style of `report.html`. Colours are variables, so that pictures follow light and dark; none is the only sign of anything. */
export const pageStyle = `
:root{color-scheme:light dark;--bg:#f7f7f5;--panel:#fff;--ink:#1d2125;--dim:#59616a;--line:#dfe2e6;--soft:#eef0f2;--good:#1a7346;--bad:#b3261e;--warn:#8a5a00;--legacy:#2f66ad;--modern:#b8560f;--accent:#4b6a9b;--mark:#ffe2de;--focus:#2f66ad}
@media (prefers-color-scheme:dark){:root{--bg:#14171a;--panel:#1b1f24;--ink:#e4e7ea;--dim:#a0a8b2;--line:#343b43;--soft:#242a30;--good:#5cc68b;--bad:#ff8a80;--warn:#e0ad4c;--legacy:#7db1f2;--modern:#f2a160;--accent:#8fb0e6;--mark:#5a2420;--focus:#7db1f2}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:3.5rem}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0 auto;padding:0 1.25rem 3rem;max-width:76rem;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
code,mark,.f-legacy,.f-golden,.f-modern,.f-input,.f-rule,.f-stderr{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
code{font-size:.9em;overflow-wrap:anywhere}
a{color:var(--legacy)}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px;border-radius:3px}
main:focus{outline:none}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:1rem;padding:.5rem 1rem;background:var(--panel);z-index:9}
.dim{color:var(--dim)}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.verdict{margin:1.5rem 0 1rem;padding:1.5rem 1.75rem 1.25rem;background:var(--panel);border:1px solid var(--line);border-left:6px solid var(--tone);border-radius:10px}
.verdict.pass{--tone:var(--good)}.verdict.fail{--tone:var(--bad)}.verdict.inconclusive{--tone:var(--warn)}
.verdict p{margin:.35rem 0}
.over{color:var(--dim);font-size:.85rem;letter-spacing:.02em}
h1{margin:.25rem 0 .5rem;font-size:1.6rem;line-height:1.25;font-weight:600;text-wrap:balance;overflow-wrap:anywhere}
h1 .mark,h1 .word{color:var(--tone)}
h1 .mark{font-family:inherit}
h1 .word{text-transform:capitalize}
h1 .word::after{content:":"}
h1 .why{font-weight:500}
.reasons{margin:.5rem 0;padding-left:1.2rem;overflow-wrap:anywhere}
.tiles{display:flex;flex-wrap:wrap;gap:.25rem 2.25rem;margin:1rem 0 0}
.tiles div{display:flex;flex-direction:column-reverse}
.tiles dt{color:var(--dim);font-size:.8rem}
.tiles dd{margin:0;font:600 1.35rem/1.3 system-ui,sans-serif;font-variant-numeric:tabular-nums}
nav{position:sticky;top:0;z-index:2;margin:0 -1.25rem;padding:.5rem 1.25rem;background:var(--bg);border-bottom:1px solid var(--line);overflow-x:auto}
nav ul{display:flex;gap:1.1rem;margin:0;padding:0;list-style:none;white-space:nowrap;font-size:.9rem}
nav a{color:var(--ink);text-decoration:none}
nav a:hover{text-decoration:underline}
section{margin:2.25rem 0}
h2{margin:0 0 .75rem;font-size:1.2rem;font-weight:600}
h3{margin:1.25rem 0 .5rem;font-size:1rem;font-weight:600;overflow-wrap:anywhere}
.count{margin-left:.35rem;padding:.05rem .5rem;border-radius:1rem;background:var(--soft);color:var(--dim);font-size:.85rem;font-weight:500}
.scroll{overflow-x:auto;background:var(--panel);border:1px solid var(--line);border-radius:8px}
table{border-collapse:collapse;width:100%;font-size:.875rem}
th,td{padding:.45rem .75rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);max-width:32rem;overflow-wrap:break-word}
.prose{min-width:18rem}
.cases{min-width:11rem}
tbody tr:last-child>*{border-bottom:0}
thead th{color:var(--dim);font-weight:500;white-space:nowrap;background:var(--soft)}
tbody th{font-weight:500}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.pill,.kind{display:inline-block;padding:.02rem .5rem;border-radius:1rem;border:1px solid currentColor;font-size:.8rem;font-weight:500;white-space:nowrap;color:var(--bad)}
.pill.pass,.pill.agreed,.pill.active,.pill.held{color:var(--good)}
.pill.inconclusive,.pill.stale,.pill.waived,.pill.excused,.pill.not-run,.pill.too-few{color:var(--warn)}
.share{white-space:nowrap;font-variant-numeric:tabular-nums}
.bar .rail{fill:var(--line)}.bar .used,.bar .plain{fill:var(--accent)}
.note{padding:.6rem .9rem;background:var(--soft);border-radius:6px}
figure{margin:1rem 0;padding:1rem 1.1rem .8rem;background:var(--panel);border:1px solid var(--line);border-radius:8px}
.wide{overflow-x:auto}
.wide>.plot{min-width:44rem}
figcaption{margin-bottom:.5rem;font-size:.875rem;color:var(--dim);overflow-wrap:anywhere}
.plot{display:block;width:100%;height:auto;font-size:12px;color:var(--dim)}
.plot text{white-space:pre}
.pictures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:0 1rem}
.key{color:var(--ink);white-space:nowrap}
.key::before{content:"";display:inline-block;width:1.1em;height:.55em;margin-right:.35em;border-radius:2px;vertical-align:.05em}
.key.legacy::before{background:var(--legacy)}.key.modern::before{background:var(--modern)}
.fold{margin:.4rem 0}
.fold>summary{cursor:pointer;padding:.2rem 0;font-size:.9rem;overflow-wrap:anywhere}
figure .fold>summary{color:var(--dim);font-size:.8rem}
.ledgers{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,19rem),1fr));gap:1rem}
.ledgers table{background:var(--panel)}
.ledgers th,.ledgers td{padding:.15rem .5rem;overflow-wrap:anywhere}
caption{padding:.25rem .5rem;text-align:left;color:var(--dim);font-size:.85rem}
ul.plain{margin:0;padding:0;list-style:none;font-size:.85rem}
#filters{display:flex;flex-wrap:wrap;gap:.5rem .9rem;align-items:end;margin-bottom:.75rem}
#filters[hidden]{display:none}
#filters label{display:flex;flex-direction:column;font-size:.8rem;color:var(--dim)}
#filters .search{flex:1 1 14rem}
input,select,button{font:inherit;font-size:.9rem;color:var(--ink);background:var(--panel);border:1px solid var(--dim);border-radius:6px;padding:.3rem .6rem;max-width:100%}
button{cursor:pointer}
button:hover{background:var(--soft)}
output{flex-basis:100%;font-size:.85rem;color:var(--dim)}
.finding{margin:.4rem 0;background:var(--panel);border:1px solid var(--line);border-radius:8px}
.finding>summary{padding:.6rem .9rem;cursor:pointer;overflow-wrap:anywhere}
.finding>summary h3{display:inline;margin:0;font-size:.95rem;font-weight:500}
.finding .where{font-weight:600}
.finding[open]>summary{border-bottom:1px solid var(--line)}
.finding dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.1rem;margin:.8rem .9rem}
.finding dt{color:var(--dim);font-size:.85rem}
.finding dd{margin:0;font-size:.875rem;overflow-wrap:anywhere;min-width:0}
.finding .plot{max-width:46rem}
.finding code.brief{color:var(--dim);margin-left:.3rem}
.finding figure{margin:.5rem .9rem 1rem;border:0;padding:0}
dd.f-legacy,dd.f-golden,dd.f-modern{font-size:.95rem}
.f-input,.f-rule,.f-stderr,code{font-size:.825rem}
dd.f-off-by{font-weight:600}
.f-replay code{user-select:all;padding:.15rem .4rem;background:var(--soft);border-radius:4px}
.f-replay button{margin-left:.5rem;padding:.05rem .5rem;font-size:.8rem}
mark{background:var(--mark);color:inherit;border-bottom:2px solid var(--bad)}
footer{margin-top:3rem;font-size:.85rem}
@media (max-width:40rem){body{padding:0 .75rem 2rem;font-size:14px}nav{margin:0 -.75rem;padding:.5rem .75rem}.verdict{padding:1rem}h1{font-size:1.25rem}.tiles{gap:.25rem 1.25rem}.finding dl{display:block}.finding dt{margin-top:.45rem}figure{padding:.75rem}.plot{font-size:15px}.wide>.plot{font-size:12px}}
@media print{body{max-width:none;background:#fff;font-size:11px}nav,#filters,.f-replay button,.skip{display:none}.verdict,.finding,figure,.scroll{break-inside:avoid;border-color:#bbb}.scroll{overflow:visible}section{margin:1.2rem 0}details::details-content{content-visibility:visible;block-size:auto}}
`;
