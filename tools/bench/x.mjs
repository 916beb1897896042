import { rolldown } from 'rolldown'; import { gzipSync } from 'node:zlib'; import { join } from 'node:path';
const api=process.argv[2]; const HERE=import.meta.dirname;
const b = await rolldown({input:'entry',platform:'browser',logLevel:'silent',plugins:[{name:'e',resolveId:(id)=>id==='entry'?join(HERE,'entry.js'):null,load:(id)=>id===join(HERE,'entry.js')?`export { plan } from '@launchspec/instances/${api}';`:null}]});
const {output}=await b.generate({format:'esm',minify:true});
let all=0; for(const c of output){ if(c.type!=='chunk')continue; const g=gzipSync(c.code,{level:9}).length; all+=g; console.log(c.fileName,c.code.length,g);}
const {output:o2}=await b.generate({format:'esm',minify:false});
const rows=[]; for(const c of o2) if(c.type==='chunk') for(const [m,x] of Object.entries(c.modules)) if(x.code) rows.push([gzipSync(x.code).length,x.code.length,m.replace(/.*packages\//,'')]);
rows.sort((a,b)=>b[0]-a[0]); for(const r of rows) console.log(...r);
