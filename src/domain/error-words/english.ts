/**
 * The same in English, so that a place in one list is a place in the other. No word of it stands in the Dutch list.
 */
export const englishWords: readonly string[] = (
  'acorn anchor apple apron arch badge bagel bakery bamboo banner barn barrel basket bench bird blazer boat ' +
  'bobbin bonsai book bottle branch brick bridge broom brush bucket butter button cabin cable cactus cake camel ' +
  'camera candle canoe carpet carton cashew castle cat celery cereal chalk cheese chess cinema circus clock ' +
  'cloud clover cobweb cocoa coffee comet cookie copper cotton cradle crayon crown crumb cube cup dance desk ' +
  'dinner donut doodle dragon drawer drum duck eagle echo engine farm fence fern field fish flag fleece flute ' +
  'fog folder forest fork fossil frame frost gadget galaxy garden garlic gecko glass globe gold grape gravel ' +
  'guitar hammer harbor hedge helmet hinge honey hotel house igloo island jacket jelly jigsaw juice jumper ' +
  'jungle kayak kettle kite kitten ladder lagoon lasso leaf lemon lilac lion lizard locket magnet magpie maple ' +
  'marble market meadow menu mirror moon mosaic moss museum music napkin number oak oasis ocean onion orange ' +
  'otter owl paint palace paper parcel parrot pastry path peanut pebble pen pencil pepper picnic pillow pixel ' +
  'planet plaza pony pool potato puddle puffin pulley puppet puzzle quiz radish raisin ribbon river roof ruler ' +
  'saddle salad salmon sand saucer scarf scone scroll shelf ship shrub silver slide snow soap soccer sock ' +
  'spider spiral sponge spoon spring sprout spruce stamp star statue stitch stool sugar summer sunset swan ' +
  'tablet teapot thread ticket tiger toast torch toucan towel trail tram tree trout truck tulip turnip turret ' +
  'turtle twig valley vase velvet violin waffle wagon walnut walrus wheat whisk window wing wolf yard yogurt ' +
  'zigzag zipper zoo'
).split(' ');
