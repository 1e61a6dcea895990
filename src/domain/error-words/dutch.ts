/**
 * Short, concrete and friendly Dutch words that a child of six can read and say: no names, no homophones, nothing with `ei`,
 * `ij`, `au` or `ou`, and none that is one letter away from another. A place in the list never gets another word: ids that
 * stand on pages would be read as others.
 */
export const dutchWords: readonly string[] = (
  'agenda album ananas anker appel atlas avond bal ballon bamboe banaan banjo bank beker berk bezem blad bloem ' +
  'boek boom bord brief bril brood brug bubbel buurt dak dans deken dier domino doos dorp druif duin eend egel ' +
  'emmer fakkel feest fiets film filter fles fluit foto friet garage garen gieter giraf gitaar golf gracht gras ' +
  'haai hamer haring harp haven helm herfst hert heuvel hoed honing hooi hoorn huis hut iglo inkt jam jeep jojo ' +
  'kaart kachel kameel kanaal kano karton kat kelder ketel kikker kiosk kiwi klas klaver klok klomp knoop koala ' +
  'koets koffer komeet kompas koord kopje kraai krab krant krekel kring krokus kroon kunst kurk laars lama land ' +
  'laptop lente lepel letter lift lila linnen lucht lunch maan mango map markt matras melk meloen metro model ' +
  'moeras molen mossel motor munt muziek naald nest nootje noten nummer oase oester olie omelet oost orka ' +
  'orkest oven paard pakje palm pan panda paneel papier parade park passer pasta peper perzik pet piano pizza ' +
  'plaid plant pluim podium polder pomp pond poort poster puzzel raam radar radio raket ranja ree regen riem ' +
  'rits rivier robot roer rubber rups safari salade schaar schelp schip schoen school schuur sinas sjaal slak ' +
  'slee sloep sloot snaar sneeuw sok specht speld spin spons spoor sport stelt ster strand streep strik suiker ' +
  'tafel tapir tarwe tennis tent toeter tol tomaat toren trom trui tuba tulp tunnel veld viool vis vlag vlot ' +
  'vogel vonk vulpen wagen walvis water wereld wiel winkel winter wolk wortel zebra zilver zomer zon zwaan ' +
  'zwaluw zwerm'
).split(' ');
