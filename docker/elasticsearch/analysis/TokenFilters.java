import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.compound.DictionaryCompoundWordTokenFilter;
import org.apache.lucene.analysis.compound.HyphenationCompoundWordTokenFilter;
import org.apache.lucene.analysis.core.DecimalDigitFilter;
import org.apache.lucene.analysis.core.FlattenGraphFilter;
import org.apache.lucene.analysis.core.UpperCaseFilter;
import org.apache.lucene.analysis.de.GermanLightStemFilter;
import org.apache.lucene.analysis.de.GermanMinimalStemFilter;
import org.apache.lucene.analysis.de.GermanNormalizationFilter;
import org.apache.lucene.analysis.en.EnglishMinimalStemFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.fr.FrenchLightStemFilter;
import org.apache.lucene.analysis.fr.FrenchMinimalStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.KeepWordFilter;
import org.apache.lucene.analysis.miscellaneous.LengthFilter;
import org.apache.lucene.analysis.miscellaneous.LimitTokenCountFilter;
import org.apache.lucene.analysis.miscellaneous.PatternKeywordMarkerFilter;
import org.apache.lucene.analysis.miscellaneous.RemoveDuplicatesTokenFilter;
import org.apache.lucene.analysis.miscellaneous.SetKeywordMarkerFilter;
import org.apache.lucene.analysis.miscellaneous.StemmerOverrideFilter;
import org.apache.lucene.analysis.miscellaneous.TrimFilter;
import org.apache.lucene.analysis.miscellaneous.TruncateTokenFilter;
import org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter;
import org.apache.lucene.analysis.miscellaneous.WordDelimiterIterator;
import org.apache.lucene.analysis.ngram.EdgeNGramTokenFilter;
import org.apache.lucene.analysis.ngram.NGramTokenFilter;
import org.apache.lucene.analysis.pattern.PatternReplaceFilter;
import org.apache.lucene.analysis.reverse.ReverseStringFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.util.ElisionFilter;
import org.elasticsearch.common.regex.Regex;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.index.analysis.Analysis;
import org.elasticsearch.index.analysis.NormalizingTokenFilterFactory;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.xml.sax.InputSource;

/** The token filters by name; settings and defaults are those of the Elasticsearch reference. */
final class TokenFilters {

    private final Map<String, AnalysisProvider<TokenFilterFactory>> filters = new TreeMap<>();

    static Map<String, AnalysisProvider<TokenFilterFactory>> all() {
        TokenFilters all = new TokenFilters();
        all.foldings();
        all.stemming();
        all.selection();
        all.partsOfWords();
        for (String name : new String[] { "synonym", "synonym_graph" }) {
            all.filters.put(name, AnalysisPlugin.requiresAnalysisSettings((index, environment, n, s) -> new SynonymRules(n, environment, s)));
        }
        return all.filters;
    }

    private void foldings() {
        folding("uppercase", s -> UpperCaseFilter::new);
        folding("trim", s -> TrimFilter::new);
        folding("decimal_digit", s -> DecimalDigitFilter::new);
        folding("german_normalization", s -> GermanNormalizationFilter::new);
        folding("lowercase", s -> {
            if (s.hasValue("language")) throw new IllegalArgumentException("[lowercase] has no [language] here");
            return LowerCaseFilter::new;
        });
        filters.put("asciifolding", (index, environment, name, s) -> {
            boolean keep = s.getAsBoolean("preserve_original", false);
            return new Folding(name, in -> new ASCIIFoldingFilter(in, keep), ASCIIFoldingFilter::new);
        });
        filters.put("elision", AnalysisPlugin.requiresAnalysisSettings((index, environment, name, s) -> {
            CharArraySet articles = Analysis.parseArticles(environment, s);
            if (articles == null) throw new IllegalArgumentException("[elision] needs [articles] or [articles_path]");
            return new Folding(name, in -> new ElisionFilter(in, articles));
        }));
        filters.put("pattern_replace", AnalysisPlugin.requiresAnalysisSettings((index, environment, name, s) -> {
            Pattern pattern = Regex.compile(LanguageAnalysis.required(s, "pattern"), s.get("flags"));
            return new Folding(name, in -> new PatternReplaceFilter(in, pattern, s.get("replacement", ""), s.getAsBoolean("all", true)));
        }));
    }

    private void stemming() {
        filter("porter_stem", (environment, s) -> PorterStemFilter::new);
        filter("kstem", (environment, s) -> KStemFilter::new);
        filter("stemmer", (environment, s) -> stemmer(s.get("language", s.get("name", "porter"))));
        filter("snowball", (environment, s) -> snowball(s.get("language", s.get("name", "English"))));
        configured("keyword_marker", (environment, s) -> {
            if (s.hasValue("keywords_pattern")) {
                Pattern pattern = Pattern.compile(s.get("keywords_pattern"));
                return in -> new PatternKeywordMarkerFilter(in, pattern);
            }
            CharArraySet words = words(environment, s, "keywords", s.getAsBoolean("ignore_case", false));
            return in -> new SetKeywordMarkerFilter(in, words);
        });
        configured("stemmer_override", (environment, s) -> {
            StemmerOverrideFilter.Builder rules = new StemmerOverrideFilter.Builder(false);
            for (String rule : Analysis.getWordList(environment, s, "rules")) {
                String[] sides = rule.split("=>", -1);
                if (sides.length != 2) throw new IllegalArgumentException("not a rule for [stemmer_override]: " + rule);
                for (String word : sides[0].split(",")) rules.add(word.trim(), sides[1].trim());
            }
            StemmerOverrideFilter.StemmerOverrideMap map = rules.build();
            return in -> new StemmerOverrideFilter(in, map);
        });
    }

    private static UnaryOperator<TokenStream> stemmer(String language) {
        return switch (language.toLowerCase(Locale.ROOT)) {
            case "english", "porter" -> PorterStemFilter::new;
            case "porter2" -> snowball("English");
            case "light_english", "kstem" -> KStemFilter::new;
            case "minimal_english" -> EnglishMinimalStemFilter::new;
            case "possessive_english" -> EnglishPossessiveFilter::new;
            case "light_french" -> FrenchLightStemFilter::new;
            case "minimal_french" -> FrenchMinimalStemFilter::new;
            case "light_german" -> GermanLightStemFilter::new;
            case "minimal_german" -> GermanMinimalStemFilter::new;
            case "dutch", "french", "german", "german2" -> snowball(language);
            default -> throw new IllegalArgumentException("there is no stemmer [" + language + "] here");
        };
    }

    /** German2 was merged into German in Lucene 10. */
    private static UnaryOperator<TokenStream> snowball(String language) {
        String name = language.substring(0, 1).toUpperCase(Locale.ROOT) + language.substring(1).toLowerCase(Locale.ROOT);
        return in -> new SnowballFilter(in, name.equals("German2") ? "German" : name);
    }

    private void selection() {
        filter("remove_duplicates", (environment, s) -> RemoveDuplicatesTokenFilter::new);
        filter("length", (environment, s) -> in -> new LengthFilter(in, s.getAsInt("min", 0), s.getAsInt("max", Integer.MAX_VALUE)));
        filter("limit", (environment, s) ->
            in -> new LimitTokenCountFilter(in, s.getAsInt("max_token_count", 1), s.getAsBoolean("consume_all_tokens", false)));
        filter("unique", (environment, s) -> in -> new UniqueTokens(in, s.getAsBoolean("only_on_same_position", false)));
        configured("truncate", (environment, s) -> {
            int length = Integer.parseInt(LanguageAnalysis.required(s, "length"));
            return in -> new TruncateTokenFilter(in, length);
        });
        configured("keep", (environment, s) -> {
            CharArraySet words = words(environment, s, "keep_words", s.getAsBoolean("keep_words_case", false));
            return in -> new KeepWordFilter(in, words);
        });
    }

    private void partsOfWords() {
        filter("reverse", (environment, s) -> ReverseStringFilter::new);
        filter("flatten_graph", (environment, s) -> FlattenGraphFilter::new);
        filters.put("ngram", (index, environment, name, s) -> {
            Grams grams = Grams.read(index, s);
            return new Filter(name, in -> new NGramTokenFilter(in, grams.least(), grams.most(), s.getAsBoolean("preserve_original", false)), InRules.REFUSE);
        });
        filters.put("edge_ngram", (index, environment, name, s) -> {
            int least = s.getAsInt("min_gram", 1), most = s.getAsInt("max_gram", 2);
            return new Filter(name, in -> new EdgeNGramTokenFilter(in, least, most, s.getAsBoolean("preserve_original", false)), InRules.REFUSE);
        });
        filters.put("word_delimiter_graph", (index, environment, name, s) -> {
            int flags = wordDelimiterFlags(s);
            CharArraySet whole = Analysis.getWordSet(environment, s, "protected_words");
            byte[] table = WordDelimiterIterator.DEFAULT_WORD_DELIM_TABLE;
            boolean adjust = s.getAsBoolean("adjust_offsets", true);
            return new Filter(name, in -> new WordDelimiterGraphFilter(in, adjust, table, flags, whole), InRules.REFUSE);
        });
        filters.put("dictionary_decompounder", AnalysisPlugin.requiresAnalysisSettings((index, environment, name, s) -> {
            Compounds c = Compounds.read(environment, s);
            return new Filter(name, in -> new DictionaryCompoundWordTokenFilter(in, c.words, c.word, c.least, c.most, c.longest), InRules.SKIP);
        }));
        filters.put("hyphenation_decompounder", AnalysisPlugin.requiresAnalysisSettings((index, environment, name, s) -> {
            Compounds c = Compounds.read(environment, s);
            String file = environment.configDir().resolve(LanguageAnalysis.required(s, "hyphenation_patterns_path")).toUri().toString();
            var tree = HyphenationCompoundWordTokenFilter.getHyphenationTree(new InputSource(file));
            return new Filter(name, in -> new HyphenationCompoundWordTokenFilter(in, tree, c.words, c.word, c.least, c.most, c.longest), InRules.SKIP);
        }));
    }

    private static int wordDelimiterFlags(Settings s) {
        Map<String, Integer> onUnlessToldOtherwise = Map.of(
            "generate_word_parts", WordDelimiterGraphFilter.GENERATE_WORD_PARTS,
            "generate_number_parts", WordDelimiterGraphFilter.GENERATE_NUMBER_PARTS,
            "split_on_case_change", WordDelimiterGraphFilter.SPLIT_ON_CASE_CHANGE,
            "split_on_numerics", WordDelimiterGraphFilter.SPLIT_ON_NUMERICS,
            "stem_english_possessive", WordDelimiterGraphFilter.STEM_ENGLISH_POSSESSIVE);
        Map<String, Integer> offUnlessToldOtherwise = Map.of(
            "catenate_words", WordDelimiterGraphFilter.CATENATE_WORDS,
            "catenate_numbers", WordDelimiterGraphFilter.CATENATE_NUMBERS,
            "catenate_all", WordDelimiterGraphFilter.CATENATE_ALL,
            "preserve_original", WordDelimiterGraphFilter.PRESERVE_ORIGINAL,
            "ignore_keywords", WordDelimiterGraphFilter.IGNORE_KEYWORDS);
        int flags = 0;
        for (var flag : onUnlessToldOtherwise.entrySet()) if (s.getAsBoolean(flag.getKey(), true)) flags |= flag.getValue();
        for (var flag : offUnlessToldOtherwise.entrySet()) if (s.getAsBoolean(flag.getKey(), false)) flags |= flag.getValue();
        return flags;
    }

    private static CharArraySet words(Environment environment, Settings s, String key, boolean ignoreCase) {
        var words = Analysis.getWordList(environment, s, key);
        if (words == null) throw new IllegalArgumentException("[" + key + "] or [" + key + "_path] is missing");
        return new CharArraySet(words, ignoreCase);
    }

    private record Compounds(CharArraySet words, int word, int least, int most, boolean longest) {
        static Compounds read(Environment environment, Settings s) {
            return new Compounds(TokenFilters.words(environment, s, "word_list", false), s.getAsInt("min_word_size", 5),
                s.getAsInt("min_subword_size", 2), s.getAsInt("max_subword_size", 15), s.getAsBoolean("only_longest_match", false));
        }
    }

    /** Reads a filter's settings once an index and gives back the stage to put into each token stream. */
    private interface Stage {
        UnaryOperator<TokenStream> read(Environment environment, Settings settings) throws IOException;
    }

    private void filter(String name, Stage stage) {
        filters.put(name, (index, environment, n, s) -> new Filter(n, stage.read(environment, s), InRules.APPLY));
    }

    /** For a filter that means nothing without settings of its own. */
    private void configured(String name, Stage stage) {
        filters.put(name, AnalysisPlugin.requiresAnalysisSettings(
            (index, environment, n, s) -> new Filter(n, stage.read(environment, s), InRules.APPLY)));
    }

    private void folding(String name, java.util.function.Function<Settings, UnaryOperator<TokenStream>> stage) {
        filters.put(name, (index, environment, n, s) -> new Folding(n, stage.apply(s)));
    }

    /** What a filter does to the words of a synonym rule when a synonym filter follows it. */
    private enum InRules { APPLY, SKIP, REFUSE }

    private record Filter(String name, UnaryOperator<TokenStream> stage, InRules inRules) implements TokenFilterFactory {
        @Override
        public TokenStream create(TokenStream in) {
            return stage.apply(in);
        }

        @Override
        public TokenFilterFactory getSynonymFilter() {
            return switch (inRules) {
                case APPLY -> this;
                case SKIP -> IDENTITY_FILTER;
                case REFUSE -> throw new IllegalArgumentException("[" + name + "] cannot stand before a synonym filter");
            };
        }
    }

    /** Works character by character, hence on prefixes and in normalizers too, where `single` makes one token of one. */
    private record Folding(String name, UnaryOperator<TokenStream> stage, UnaryOperator<TokenStream> single) implements NormalizingTokenFilterFactory {
        Folding(String name, UnaryOperator<TokenStream> stage) {
            this(name, stage, stage);
        }

        @Override
        public TokenStream create(TokenStream in) {
            return stage.apply(in);
        }

        @Override
        public TokenStream normalize(TokenStream in) {
            return single.apply(in);
        }

        @Override
        public TokenFilterFactory getSynonymFilter() {
            return new Folding(name, single);
        }
    }
}
