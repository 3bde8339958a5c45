import java.io.Reader;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.charfilter.HTMLStripCharFilter;
import org.apache.lucene.analysis.charfilter.MappingCharFilter;
import org.apache.lucene.analysis.charfilter.NormalizeCharMap;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.analysis.core.KeywordTokenizer;
import org.apache.lucene.analysis.core.LetterTokenizer;
import org.apache.lucene.analysis.core.SimpleAnalyzer;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.miscellaneous.KeywordRepeatFilter;
import org.apache.lucene.analysis.ngram.EdgeNGramTokenizer;
import org.apache.lucene.analysis.ngram.NGramTokenizer;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.pattern.PatternReplaceCharFilter;
import org.apache.lucene.analysis.pattern.PatternTokenizer;
import org.apache.lucene.analysis.util.ElisionFilter;
import org.elasticsearch.cluster.node.DiscoveryNodes;
import org.elasticsearch.common.regex.Regex;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.features.NodeFeature;
import org.elasticsearch.index.IndexSettings;
import org.elasticsearch.index.analysis.AbstractIndexAnalyzerProvider;
import org.elasticsearch.index.analysis.Analysis;
import org.elasticsearch.index.analysis.AnalyzerProvider;
import org.elasticsearch.index.analysis.CharFilterFactory;
import org.elasticsearch.index.analysis.NormalizingCharFilterFactory;
import org.elasticsearch.index.analysis.PreConfiguredTokenFilter;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.ActionPlugin;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.Plugin;
import org.elasticsearch.rest.RestHandler;

/**
 * What our index needs of Elasticsearch's module analysis-common, which the distribution has and Maven Central has not:
 * Lucene's classes under the names, settings and defaults of the Elasticsearch reference. An unknown name is refused
 * when an index is made, so nothing behaves differently in silence.
 */
public final class LanguageAnalysis extends Plugin implements AnalysisPlugin, ActionPlugin {
    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-fA-F]{4})");

    @Override
    public Map<String, AnalysisProvider<TokenFilterFactory>> getTokenFilters() {
        return TokenFilters.all();
    }

    /** Filters that mean something of their own when a chain names them without settings. */
    @Override
    public List<PreConfiguredTokenFilter> getPreConfiguredTokenFilters() {
        return List.of(
            PreConfiguredTokenFilter.singleton("elision", true, in -> new ElisionFilter(in, FrenchAnalyzer.DEFAULT_ARTICLES)),
            PreConfiguredTokenFilter.singleton("keyword_repeat", false, false, KeywordRepeatFilter::new));
    }

    @Override
    public Map<String, AnalysisProvider<TokenizerFactory>> getTokenizers() {
        return Map.of(
            "keyword", tokenizer((index, s) -> () -> new KeywordTokenizer(s.getAsInt("buffer_size", 256))),
            "letter", tokenizer((index, s) -> LetterTokenizer::new),
            "whitespace", tokenizer((index, s) -> {
                int longest = s.getAsInt("max_token_length", 255);
                return () -> new WhitespaceTokenizer(TokenStream.DEFAULT_TOKEN_ATTRIBUTE_FACTORY, longest);
            }),
            "pattern", tokenizer((index, s) -> {
                Pattern pattern = Regex.compile(s.get("pattern", "\\W+"), s.get("flags"));
                return () -> new PatternTokenizer(pattern, s.getAsInt("group", -1));
            }),
            "ngram", tokenizer((index, s) -> {
                Grams grams = Grams.read(index, s);
                Predicate<Integer> isKept = characters(s.getAsList("token_chars"));
                return () -> new NGramTokenizer(grams.least(), grams.most()) {
                    @Override
                    protected boolean isTokenChar(int character) {
                        return isKept.test(character);
                    }
                };
            }),
            "edge_ngram", tokenizer((index, s) -> {
                int least = s.getAsInt("min_gram", 1), most = s.getAsInt("max_gram", 2);
                Predicate<Integer> isKept = characters(s.getAsList("token_chars"));
                return () -> new EdgeNGramTokenizer(least, most) {
                    @Override
                    protected boolean isTokenChar(int character) {
                        return isKept.test(character);
                    }
                };
            }));
    }

    private static AnalysisProvider<TokenizerFactory> tokenizer(BiFunction<IndexSettings, Settings, Supplier<Tokenizer>> maker) {
        return (index, environment, name, settings) -> TokenizerFactory.newFactory(name, maker.apply(index, settings));
    }

    /** True for the characters of any of these classes; without any, for all. */
    private static Predicate<Integer> characters(List<String> classes) {
        return classes.stream().map(LanguageAnalysis::characterClass).reduce(Predicate::or).orElse(character -> true);
    }

    private static Predicate<Integer> characterClass(String name) {
        return switch (name) {
            case "letter" -> Character::isLetter;
            case "digit" -> Character::isDigit;
            case "whitespace" -> Character::isWhitespace;
            case "punctuation" -> character -> Pattern.matches("\\p{P}", Character.toString(character));
            case "symbol" -> character -> Pattern.matches("\\p{S}", Character.toString(character));
            default -> throw new IllegalArgumentException("there is no class of characters [" + name + "] here");
        };
    }

    @Override
    public Map<String, AnalysisProvider<CharFilterFactory>> getCharFilters() {
        return Map.of(
            "html_strip", (index, environment, name, s) -> {
                Set<String> escaped = Set.copyOf(s.getAsList("escaped_tags"));
                return new HtmlStrip(name, escaped);
            },
            "mapping", AnalysisPlugin.requiresAnalysisSettings((index, environment, name, s) -> {
                NormalizeCharMap.Builder map = new NormalizeCharMap.Builder();
                for (String rule : Analysis.getWordList(environment, s, "mappings")) {
                    String[] sides = Arrays.stream(rule.split("=>", -1)).map(String::trim).toArray(String[]::new);
                    if (sides.length != 2) throw new IllegalArgumentException("not a rule for [mapping]: " + rule);
                    map.add(unescaped(sides[0]), unescaped(sides[1]));
                }
                NormalizeCharMap built = map.build();
                return new Characters(name, in -> new MappingCharFilter(built, in));
            }),
            "pattern_replace", AnalysisPlugin.requiresAnalysisSettings((index, environment, name, s) -> {
                Pattern pattern = Regex.compile(required(s, "pattern"), s.get("flags"));
                return new Characters(name, in -> new PatternReplaceCharFilter(pattern, s.get("replacement", ""), in));
            }));
    }

    private record HtmlStrip(String name, Set<String> escaped) implements CharFilterFactory {
        @Override
        public Reader create(Reader in) {
            return new HTMLStripCharFilter(in, escaped);
        }
    }

    private record Characters(String name, UnaryOperator<Reader> stage) implements NormalizingCharFilterFactory {
        @Override
        public Reader create(Reader in) {
            return stage.apply(in);
        }
    }

    @Override
    public Map<String, AnalysisProvider<AnalyzerProvider<? extends Analyzer>>> getAnalyzers() {
        return Map.of(
            "keyword", analyzer((stops, stems) -> new KeywordAnalyzer(), CharArraySet.EMPTY_SET),
            "simple", analyzer((stops, stems) -> new SimpleAnalyzer(), CharArraySet.EMPTY_SET),
            "whitespace", analyzer((stops, stems) -> new WhitespaceAnalyzer(), CharArraySet.EMPTY_SET),
            "dutch", analyzer(DutchAnalyzer::new, DutchAnalyzer.getDefaultStopSet()),
            "english", analyzer(EnglishAnalyzer::new, EnglishAnalyzer.getDefaultStopSet()),
            "french", analyzer(FrenchAnalyzer::new, FrenchAnalyzer.getDefaultStopSet()),
            "german", analyzer(GermanAnalyzer::new, GermanAnalyzer.getDefaultStopSet()));
    }

    private static AnalysisProvider<AnalyzerProvider<? extends Analyzer>> analyzer(
        BiFunction<CharArraySet, CharArraySet, Analyzer> maker,
        CharArraySet stopwords
    ) {
        return (index, environment, name, s) -> {
            Analyzer analyzer = maker.apply(
                Analysis.parseStopWords(environment, s, stopwords),
                Analysis.parseStemExclusion(s, CharArraySet.EMPTY_SET));
            return new AbstractIndexAnalyzerProvider<Analyzer>(name) {
                @Override
                public Analyzer get() {
                    return analyzer;
                }
            };
        };
    }

    @Override
    public Collection<RestHandler> getRestHandlers(RestHandlersServices services, Supplier<DiscoveryNodes> nodes, Predicate<NodeFeature> features) {
        return List.of(new Banner());
    }

    /** A side of a rule as Elasticsearch reads it: a backslash, u and four digits stand for a character. */
    private static String unescaped(String side) {
        return ESCAPE.matcher(side)
            .replaceAll(found -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(found.group(1), 16))));
    }

    static String required(Settings settings, String key) {
        String value = settings.get(key, "");
        if (value.isEmpty()) throw new IllegalArgumentException("[" + key + "] is missing");
        return value;
    }
}
